package docx_test

import (
	"bytes"
	"testing"

	"adref/pkg/docx"
	"adref/pkg/paper"
)

func write(t testing.TB, p paper.Paper, o docx.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := docx.Write(&b, p, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSamePaperSameBytes(t *testing.T) {
	for name, p := range corpus() {
		if !bytes.Equal(write(t, p, docx.Options{}), write(t, corpus()[name], docx.Options{})) {
			t.Errorf("%s: the bytes of two runs differ", name)
		}
	}
}
