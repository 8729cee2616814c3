package docx

// template is what is taken of the chair's own document.
type template struct {
	section   string            // the properties of its last section
	styles    map[string]string // ID of ours to its own
	relations string
	parts     []part
}

func (d *writer) openTemplate([]byte) *template { return nil }

func (t *template) addNumbering(kinds, nums string) {}

func (d *writer) templateLook() {}

// style is the ID of a style in the document.
func (d *writer) style(id string) string {
	if d.template != nil {
		if own := d.template.styles[id]; own != "" {
			return own
		}
	}
	return id
}
