//go:build unix

package convert_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"adref/pkg/compendium"
	"adref/pkg/convert"
	"adref/pkg/delegation"
	"adref/pkg/markup"
	"adref/pkg/paper"
	"adref/pkg/position"
	"adref/pkg/realtext"
	"adref/pkg/roster"
)

var (
	peers = flag.Bool("peers", false, "measure beside pandoc and LibreOffice and write pkg/convert/BENCHMARK.md")
	built = flag.String("adref", "", "with -peers: the program to measure, built from this tree where none is given")
	runs  = flag.Int("runs", 7, "with -peers: how often each program does each task")
)

// TestPeers does the same work with each program, as whole processes, in turns, and writes down every run.
func TestPeers(t *testing.T) {
	if !*peers {
		t.Skip("run it with -peers")
	}
	for _, program := range []string{"pandoc", "soffice"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatal(err)
		}
	}
	adref := *built
	if adref == "" {
		adref = filepath.Join(t.TempDir(), "adref")
		if out, err := exec.Command("go", "build", "-o", adref, "adref/cmd/adref").CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	dir := t.TempDir()
	var b strings.Builder
	b.WriteString(head(t))
	for _, c := range contents(t, dir) {
		for _, task := range []struct{ does, from, to string }{{"reading", "docx", "html"}, {"writing", "html", "docx"}} {
			in := filepath.Join(dir, c+"."+task.from)
			all := measure(t, programs(adref, dir, in, task.to))
			b.WriteString(tableOf(fmt.Sprintf("%s, %s Word (.%s → .%s, %d KiB)", c, task.does, task.from, task.to, size(t, in)>>10), all))
			t.Log(c, task.does)
			if err := os.WriteFile("BENCHMARK.md", []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// contents writes what is measured, each as Word and as HTML, and gives the names.
func contents(t *testing.T, dir string) []string {
	var names []string
	write := func(name string, p paper.Paper) {
		for _, ext := range []string{".docx", ".html"} {
			var b bytes.Buffer
			if err := convert.Write(t.Context(), &b, name+ext, p, convert.Options{}); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name+ext), b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		names = append(names, name)
	}
	texts, err := filepath.Glob(filepath.Join(realtext.Dir(t, "paris-agreement"), "*.txt"))
	if err != nil || len(texts) < 7 {
		t.Fatal(texts, err)
	}
	var last []byte
	for _, name := range []string{texts[0], texts[3], texts[6]} { // the longest, the one with most brackets, the last
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		r, err := convert.Parse(t.Context(), name, b)
		if err != nil {
			t.Fatal(err)
		}
		last = b
		write("paris-"+filepath.Base(name)[:2], r.Paper)
	}
	write("compendium-193", everybody(t, last).Paper())
	return names
}

// everybody is a compendium to which every member of the United Nations has an explanation, in six languages in turn.
func everybody(t *testing.T, adopted []byte) compendium.Compendium {
	t.Helper()
	d, err := markup.Parse(adopted, markup.Plain)
	if err != nil {
		t.Fatal(err)
	}
	sentences := map[string]string{
		"en": "My delegation joined the consensus on this text. We recall article %d and the words that were agreed there after long consultations; we regret that no more ambitious language could be found, and we shall continue to work with all delegations in the same spirit.",
		"fr": "Ma délégation s’est jointe au consensus sur ce texte. Nous rappelons l’article %d et les mots dont il a été convenu après de longues consultations ; nous regrettons qu’il n’ait pas été possible d’aller plus loin, et nous continuerons d’œuvrer avec toutes les délégations.",
		"es": "Mi delegación se sumó al consenso sobre este texto. Recordamos el artículo %d y las palabras convenidas tras largas consultas; lamentamos que no se haya encontrado una formulación más ambiciosa y seguiremos trabajando con todas las delegaciones.",
		"ru": "Моя делегация присоединилась к консенсусу по этому тексту. Мы напоминаем о статье %d и о словах, согласованных в ней после длительных консультаций; мы сожалеем, что не удалось найти более смелую формулировку, и продолжим работу со всеми делегациями.",
		"ar": "انضم وفدي إلى توافق الآراء بشأن هذا النص. ونشير إلى المادة %d وإلى العبارات التي اتفق عليها فيها بعد مشاورات طويلة، ونأسف لعدم التوصل إلى صياغة أكثر طموحا، وسنواصل العمل مع جميع الوفود بالروح نفسها.",
		"zh": "我国代表团加入了关于本案文的协商一致意见。我们回顾第%d条以及经过长时间磋商后商定的措辞；我们感到遗憾的是未能找到更有雄心的表述，我们将继续本着同样的精神与所有代表团合作。",
	}
	members := roster.UN().Delegations("en", roster.Member)
	if len(members) != 193 {
		t.Fatalf("%d members", len(members))
	}
	name := func(code, language string) string {
		p, _ := roster.UN().Party(code)
		return p.Delegation().Name(language)
	}
	in := compendium.Input{
		Document: "agreement", Title: "Paris Agreement", Symbol: "A/2026/INF/1", Body: "General Assembly", How: "by consensus", Language: "en",
		AdoptedAt: time.Date(2026, 7, 24, 12, 0, 0, 0, time.UTC), Names: name, Adopted: 1,
		Revisions: []compendium.Revision{{Ordinal: 1, Name: "Rev.1", Document: d}},
	}
	for i, m := range members {
		language := roster.Languages[i%len(roster.Languages)]
		var words []string
		for k := range 8 {
			words = append(words, fmt.Sprintf(strings.Repeat(sentences[language]+" ", 3), 2+(i+k)%20, 2+k, 4+k))
		}
		in.Explanations = append(in.Explanations, position.Explanation{
			ID: fmt.Sprintf("e%d", i+1), Attribution: delegation.Attribution{By: m.Code}, Language: language, At: in.AdoptedAt.Add(time.Hour), Text: strings.Join(words, "\n\n"),
		})
	}
	return compendium.Build(in)
}

// program is a way to do a task.
type program struct {
	name string
	path string
	args []string
	made string
}

func programs(adref, dir, in, to string) []program {
	out := func(name string) string { return filepath.Join(dir, name+"."+to) }
	office := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--norestore"}
	filter := map[string]string{"html": "html:HTML (StarWriter)", "docx": "docx:MS Word 2007 XML"}[to]
	if to == "docx" {
		office = append(office, "--infilter=HTML (StarWriter)")
	}
	base := strings.TrimSuffix(filepath.Base(in), filepath.Ext(in)) + "." + to
	return []program{
		{"adref", adref, []string{"convert", in, out("by-adref")}, out("by-adref")},
		{"pandoc", "pandoc", []string{in, "-o", out("by-pandoc")}, out("by-pandoc")},
		{"LibreOffice", "soffice", append(office, "--convert-to", filter, "--outdir", filepath.Join(dir, "office"), in), filepath.Join(dir, "office", base)},
	}
}

// spent is what a process took.
type spent struct {
	wall, processor time.Duration
	memory          int64 // bytes, at the most, of the largest of its processes
}

// measure runs the programs in turns, so that what else the machine does meets all of them. The first turn is not counted: it makes
// the profile of LibreOffice and fills the caches.
func measure(t *testing.T, ps []program) [][]spent {
	t.Helper()
	all := make([][]spent, len(ps))
	for turn := range *runs + 1 {
		for i, p := range ps {
			_ = os.Remove(p.made)
			cmd := exec.CommandContext(t.Context(), p.path, p.args...)
			start := time.Now()
			said, err := cmd.CombinedOutput()
			s := spent{wall: time.Since(start)}
			if err != nil || size(t, p.made) == 0 {
				t.Fatalf("%s: %v: %s", p.name, err, said)
			}
			s.processor = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
			if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
				s.memory = int64(u.Maxrss) << 10 //nolint:unconvert // int32 on some systems
			}
			if turn > 0 {
				all[i] = append(all[i], s)
			}
		}
	}
	return all
}

func size(t *testing.T, name string) int64 {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

func median(of []spent, what func(spent) float64) float64 {
	var all []float64
	for _, s := range of {
		all = append(all, what(s))
	}
	slices.Sort(all)
	return all[len(all)/2]
}

func wall(s spent) float64      { return s.wall.Seconds() * 1000 }
func processor(s spent) float64 { return s.processor.Seconds() * 1000 }
func memory(s spent) float64    { return float64(s.memory) / (1 << 20) }

func tableOf(title string, all [][]spent) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n## %s\n\n| program | time, ms | times adref | processor time, ms | times adref | memory at the most, MiB | every run, ms |\n|---|---:|---:|---:|---:|---:|---|\n", title)
	for i, of := range all {
		var every []string
		for _, s := range of {
			every = append(every, fmt.Sprintf("%.0f", wall(s)))
		}
		fmt.Fprintf(&b, "| %s | %.0f | %.1f | %.0f | %.1f | %.0f | %s |\n", []string{"adref", "pandoc", "LibreOffice"}[i],
			median(of, wall), median(of, wall)/median(all[0], wall), median(of, processor), median(of, processor)/median(all[0], processor),
			median(of, memory), strings.Join(every, ", "))
	}
	return b.String()
}

func head(t *testing.T) string {
	t.Helper()
	version := func(program string) string {
		out, _ := exec.Command(program, "--version").Output()
		line, _, _ := strings.Cut(string(out), "\n")
		return strings.TrimSpace(line)
	}
	return fmt.Sprintf(`# Reading and writing Word, beside pandoc and LibreOffice

Written by %[1]sgo test ./pkg/convert -run Peers -peers%[1]s. Each line is whole processes that do the same task in turns: from starting the program to
its end. Medians of %[2]d runs; a first one, which fills the caches, is not counted. “Times adref” is by how much another program takes longer.
Reading is from Word to HTML, writing from HTML to Word; so both hold the reading and writing of HTML, too. The Paris texts are
real drafts (the longest, the one with most brackets, the last), the compendium has an explanation of every member of the United Nations, in six languages in turn.

%[3]s; %[4]s; %[5]s on %[6]d processors (%[7]s).
`, "`", *runs, version("pandoc"), version("soffice"), runtime.Version(), runtime.NumCPU(), runtime.GOARCH)
}
