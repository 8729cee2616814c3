package roster_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/delegation"
	"adref/pkg/roster"
)

// printed are parts of the list of Member States as it is printed in each language. French is that of press release ORG/1469
// of 3 July 2006, without the States that were called otherwise then. The others say what is easily filed wrongly; Chinese is by
// pinyin.
var printed = map[string]string{
	"en": "Congo, Costa Rica, Côte d’Ivoire, Croatia, Cuba, Cyprus, Czechia, Democratic People’s Republic of Korea, Democratic Republic of the Congo, Denmark; " +
		"Dominica, Dominican Republic, Ecuador; Guinea, Guinea-Bissau, Guyana; Nepal, Netherlands (Kingdom of the), New Zealand, Nicaragua, Niger, Nigeria, North Macedonia; " +
		"Saint Vincent and the Grenadines, Samoa, San Marino, Sao Tome and Principe, Saudi Arabia; Tunisia, Türkiye, Turkmenistan, Tuvalu",
	"fr": "Équateur, Érythrée, Espagne, Estonie, Eswatini, États-Unis d’Amérique, Éthiopie, Fédération de Russie, Fidji; " +
		"Guatemala, Guinée, Guinée-Bissau, Guinée équatoriale, Guyana; Hongrie, Îles Marshall, Îles Salomon, Inde; " +
		"République arabe syrienne, République centrafricaine, République de Corée, République démocratique du Congo, République démocratique populaire lao, République de Moldova, République dominicaine, République populaire démocratique de Corée, République-Unie de Tanzanie, Roumanie, Royaume-Uni de Grande-Bretagne et d’Irlande du Nord, Rwanda, Sainte-Lucie, Saint-Kitts-et-Nevis, Saint-Marin, Saint-Vincent-et-les Grenadines, Samoa, Sao Tomé-et-Principe, Sénégal, Serbie",
	"es": "Níger, Nigeria, Noruega, Nueva Zelandia; España, Estados Unidos de América, Estonia, Eswatini, Etiopía; " +
		"Samoa, San Marino, Santa Lucía, Santo Tomé y Príncipe, San Vicente y las Granadinas, Senegal",
	"ru": "Израиль, Индия, Индонезия, Иордания, Ирак, Иран (Исламская Республика), Ирландия, Исландия, Испания, Италия, Йемен, Кабо-Верде, Казахстан; Швейцария, Швеция, Шри-Ланка, Эквадор, Экваториальная Гвинея, Эритрея, Эсватини, Эстония, Эфиопия, Южная Африка, Южный Судан, Ямайка, Япония",
	"ar": "الاتحاد الروسي، إثيوبيا، أذربيجان، الأرجنتين، الأردن، أرمينيا، إريتريا، إسبانيا، أستراليا، إستونيا، إسرائيل، إسواتيني، أفغانستان، إكوادور، ألبانيا، ألمانيا، الإمارات العربية المتحدة، أنتيغوا وبربودا؛ " +
		"الجبل الأسود، الجزائر، جزر البهاما، جزر سليمان، جزر القمر، جزر مارشال؛ جمهورية كوريا، جمهورية كوريا الشعبية الديمقراطية، جمهورية الكونغو الديمقراطية، جمهورية لاو الديمقراطية الشعبية؛ غينيا، غينيا الاستوائية، غينيا - بيساو، فانواتو، فرنسا؛ النمسا، نيبال، النيجر، نيجيريا",
	"zh": "阿尔巴尼亚、阿尔及利亚、阿富汗、阿根廷、阿拉伯联合酋长国；贝宁、比利时、秘鲁、冰岛、波兰；布隆迪、朝鲜民主主义人民共和国、赤道几内亚；智利、中非共和国、中国",
}

func TestOrderOfEachLanguage(t *testing.T) {
	for _, l := range roster.Languages {
		var all []string
		for _, d := range roster.UN().Delegations(l, roster.Member) {
			all = append(all, d.Name(l))
		}
		for part := range strings.FieldsFuncSeq(printed[l], func(r rune) bool { return strings.ContainsRune(";؛；", r) }) {
			want := strings.FieldsFunc(part, func(r rune) bool { return strings.ContainsRune(",،、", r) })
			for i := range want {
				want[i] = strings.TrimSpace(want[i])
			}
			at := max(slices.Index(all, want[0]), 0)
			if d := cmp.Diff(want, all[at:min(at+len(want), len(all))]); d != "" {
				t.Errorf("%s (-want +got):\n%s", l, d)
			}
		}
	}
}

// Chinese by strokes is an order that a reader may ask for.
func TestOrderByStrokes(t *testing.T) {
	o := delegation.NewOrder("zh-u-co-stroke")
	names := []string{"中国", "阿富汗", "几内亚", "澳大利亚", "不丹"}
	slices.SortFunc(names, o.Compare)
	if want := []string{"几内亚", "不丹", "中国", "阿富汗", "澳大利亚"}; !slices.Equal(names, want) {
		t.Errorf("want %v, got %v", want, names)
	}
}

func BenchmarkDelegations(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		roster.UN().Delegations("fr", roster.Member)
	}
}
