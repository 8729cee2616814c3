package markup

import (
	"strings"
	"unicode"
)

// participles open the paragraphs of a preamble, by language, in small letters. Where the first word alone decides, it stands alone.
var participles = wordSet(`
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
`)

// adverbs may stand before the participle.
var adverbs = wordSet(`
en: also alarmed-and again bearing deeply equally extremely firmly fully further furthermore gravely greatly highly keenly likewise
    once-again particularly profoundly reaffirming seriously solemnly still strongly warmly
fr: également en-outre gravement notamment profondément vivement toujours encore fermement
es: asimismo además gravemente profundamente también firmemente
ru: также далее глубоко серьезно вновь
`)

// openers are the first characters of such paragraphs in languages that put no participle first.
var openers = map[string][]string{
	"ar": {"إذ ", "وإذ ", "وقد "},
	"zh": {"回顾", "认识到", "认识", "强调", "重申", "注意到", "铭记", "承认", "考虑到", "意识到", "确认", "希望", "欢迎", "表示", "深信", "深为", "关切", "赞赏", "决心", "又", "还", "遵循"},
}

// wordSet is the words of a table, hyphens standing for spaces.
func wordSet(table string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(table) {
		if !strings.HasSuffix(w, ":") {
			set[strings.ReplaceAll(w, "-", " ")] = true
		}
	}
	return set
}

// isParticiple says whether a paragraph that begins with s is of a preamble: a participle, or adverbs and a participle, open it.
func isParticiple(s string) bool {
	for _, opener := range openers["ar"] {
		if strings.HasPrefix(s, opener) {
			return true
		}
	}
	for _, opener := range openers["zh"] {
		if strings.HasPrefix(s, opener) {
			return true
		}
	}
	first := firstRune(s)
	if !unicode.IsLetter(first) {
		return false
	}
	words := firstWords(s, 5)
	for len(words) > 0 {
		for n := min(len(words), 4); n > 0; n-- {
			if participles[strings.Join(words[:n], " ")] {
				return true
			}
		}
		n := 0
		for _, k := range []int{2, 1} {
			if len(words) >= k && adverbs[strings.Join(words[:k], " ")] {
				n = k
				break
			}
		}
		if n == 0 {
			return false
		}
		words = words[n:]
	}
	return false
}

// firstWords are up to n words that s begins with, in small letters, without the punctuation and brackets at their ends.
func firstWords(s string, n int) []string {
	if len(s) > 200 {
		s = s[:200]
	}
	var words []string
	for w := range strings.FieldsSeq(s) {
		if len(words) == n {
			break
		}
		w = strings.ToLower(strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }))
		if w != "" {
			words = append(words, w)
		}
	}
	return words
}

// endsOpen says whether a paragraph ends as those of a preamble do: with no full stop.
func endsOpen(s string) bool {
	s = strings.TrimRight(s, " []")
	return !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "。") && !strings.HasSuffix(s, "?") && !strings.HasSuffix(s, "!")
}
