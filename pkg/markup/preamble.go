package markup

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// participles open the paragraphs of a preamble, by language, in small letters. Where the first word alone decides, it stands alone.
const participles = `
en: acknowledging acting adhering affirming agreeing aiming alarmed anxious appalled applauding appreciating approving aware bearing-in-mind
    being-aware being-convinced being-guided being-mindful being-parties being-determined believing building-on calling-for
    calling-upon celebrating cognizant commending committed concerned condemning confident confirming congratulating conscious
    considering contemplating continuing-to convinced declaring deploring desiring desirous determined disturbed drawing-attention
    emphasizing emphasising encouraged encouraging endorsing expecting expressing fulfilling-its guided having hereby-recalling
    honouring hoping in-accordance-with in-furtherance-of in-furtherance in-line-with in-pursuance-of in-pursuit-of in-pursuit
    inspired intending keeping-in-mind looking-forward mindful motivated noting noting-with observing paying-tribute pursuant
    pursuing proclaiming reaffirming realizing realising recalling recognizing recognising referring regretting reiterating
    rejecting remaining-concerned remembering reminding resolved respecting seeking sharing stressing striving supporting
    taking-account taking-into-account taking-into-consideration taking-note taking-full-account taking-due-account thanking
    underlining underscoring urging valuing viewing-with voicing welcoming wishing
fr: accueillant affirmant alarmé alarmée alarmés ayant-à-l’esprit ayant-à-l'esprit ayant-examiné ayant constatant conscient consciente
    conscients conscientes considérant convaincu convaincue convaincus convaincues condamnant consternée craignant croyant
    demandant déplorant désireux désireuse désireuses déterminé déterminée déterminés déterminées encouragée estimant exprimant
    félicitant faisant-sien gardant-à-l’esprit gardant guidé guidée guidés guidées insistant jugeant mettant notant observant
    persuadé persuadée persuadés préoccupé préoccupée préoccupés préoccupées prenant-acte prenant-en-compte prenant-note prenant rappelant réaffirmant
    reconnaissant regrettant réitérant rendant-hommage résolu résolue résolus résolues saluant sachant se-déclarant se-félicitant se-référant
    s’inspirant soucieux soucieuse soucieuses souhaitant soulignant soutenant tenant-compte tenant vivement-préoccupée vu
es: acogiendo actuando afirmando alarmada alentada apoyando apreciando celebrando confiando conscientes consciente considerando
    constatando convencida convencido convencidos convencidas condenando creyendo decidida decididos deplorando deseando deseosa
    deseosas deseoso deseosos destacando encomiando esperando estimando exhortando expresando guiada guiados guiándose habiendo
    haciendo insistiendo lamentando manifestando notando observando poniendo-de-relieve preocupada preocupado preocupados profundamente-preocupada
    reafirmando recalcando recordando reconociendo reiterando remitiéndose resuelta resueltos rindiendo subrayando tomando
    teniendo-en-cuenta teniendo-presente teniendo tomando-nota señalando
ru: будучи вновь-подтверждая выражая действуя желая заявляя имея исходя констатируя напоминая настоятельно обращая одобряя озабоченная
    осознавая осуждая отдавая отмечая подтверждая подчеркивая подчёркивая полагая памятуя поддерживая постановляя преисполненная признавая
    принимая-во-внимание принимая приветствуя призывая рассмотрев руководствуясь с-удовлетворением-отмечая сожалея сознавая соглашаясь
    ссылаясь стремясь считая убежденная убеждённая будучи-убеждена уверенная учитывая ценя
`

// adverbs may stand before the participle.
const adverbs = `
en: also alarmed-and again bearing deeply equally extremely firmly fully further furthermore gravely greatly highly keenly likewise
    once-again particularly profoundly reaffirming seriously solemnly still strongly warmly
fr: également en-outre gravement notamment profondément vivement toujours encore fermement
es: asimismo además gravemente profundamente también firmemente
ru: также далее глубоко серьезно вновь
`

// The first characters of such paragraphs in languages that put no participle first.
var (
	arabicOpeners  = []string{"إذ ", "وإذ ", "وقد "}
	chineseOpeners = []string{"回顾", "认识到", "认识", "强调", "重申", "注意到", "铭记", "承认", "考虑到", "意识到", "确认", "希望", "欢迎", "表示", "深信", "深为", "关切", "赞赏", "决心", "又", "还", "遵循"}
)

// opening is what words at the beginning of a paragraph can be; several at once.
type opening uint8

const (
	first      opening = 1 << iota // the first of the words of one of the others
	adverb                         // one or two words that may stand before a participle
	participle                     // up to four words that open a paragraph of a preamble
)

// openingWords is the tables, read when they are first asked for.
var openingWords = sync.OnceValue(func() map[string]opening {
	set := make(map[string]opening, 1024)
	for kind, table := range map[opening]string{participle: participles, adverb: adverbs} {
		for w := range strings.FieldsSeq(table) {
			if strings.HasSuffix(w, ":") {
				continue
			}
			begin, _, several := strings.Cut(w, "-") // hyphens stand for spaces
			if set[begin] |= first; several {
				w = strings.ReplaceAll(w, "-", " ")
			}
			set[w] |= kind
		}
	}
	return set
})

// isParticiple says whether a paragraph that begins with s is of a preamble: a participle, or adverbs and a participle, open it.
func isParticiple(s string) bool {
	r := firstRune(s)
	if r >= utf8.RuneSelf {
		opens := func(opener string) bool { return strings.HasPrefix(s, opener) }
		if slices.ContainsFunc(arabicOpeners, opens) || slices.ContainsFunc(chineseOpeners, opens) {
			return true
		}
	}
	if !unicode.IsLetter(r) {
		return false
	}
	var room [256]byte
	known, w := openingWords(), readFirst(room[:0], s, 1)
	if w.n == 0 || known[string(w.upTo(0, 1))]&first == 0 {
		return false
	}
	w = readFirst(room[:0], s, 5)
	for at := 0; at < w.n; {
		for n := min(w.n-at, 4); n > 0; n-- {
			if known[string(w.upTo(at, n))]&participle != 0 {
				return true
			}
		}
		switch {
		case at+2 <= w.n && known[string(w.upTo(at, 2))]&adverb != 0:
			at += 2
		case known[string(w.upTo(at, 1))]&adverb != 0:
			at++
		default:
			return false
		}
	}
	return false
}

// firstWords are up to five words that a text begins with, in small letters, without the punctuation and brackets at their ends, a space
// between them.
type firstWords struct {
	n     int
	begin [5]int
	end   [5]int
	text  []byte
}

// readFirst reads up to n words of s; their letters are appended to out.
func readFirst(out []byte, s string, n int) (w firstWords) {
	const far = 200 // bytes that are looked at
	w.text = out
	for word := range strings.FieldsSeq(s[:min(len(s), far)]) {
		word = strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
		if word == "" {
			continue
		}
		if w.n > 0 {
			w.text = append(w.text, ' ')
		}
		w.begin[w.n] = len(w.text)
		w.text = appendLower(w.text, word)
		w.end[w.n] = len(w.text)
		if w.n++; w.n == n {
			break
		}
	}
	return w
}

// upTo is n words from the k-th on.
func (w firstWords) upTo(k, n int) []byte { return w.text[w.begin[k]:w.end[k+n-1]] }

// appendLower appends s in small letters.
func appendLower(out []byte, s string) []byte {
	for _, r := range s {
		switch {
		case r >= utf8.RuneSelf:
			out = utf8.AppendRune(out, unicode.ToLower(r))
		case r >= 'A' && r <= 'Z':
			out = append(out, byte(r)+'a'-'A')
		default:
			out = append(out, byte(r))
		}
	}
	return out
}

// endsOpen says whether a paragraph ends as those of a preamble do: with no full stop.
func endsOpen(s string) bool {
	s = strings.TrimRight(s, " []")
	return !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "。") && !strings.HasSuffix(s, "?") && !strings.HasSuffix(s, "!")
}
