package docx

import (
	"fmt"
	"strconv"
	"strings"
)

// formatNumber is the number in a format of ST_NumberFormat (ISO/IEC 29500-1, 17.18.59). ok is false for one that is not known here
// or that has no sign for the number; the number is then printed as 1, 2, 3.
func formatNumber(format, custom string, n int) (s string, ok bool) {
	decimal := strconv.Itoa(n)
	switch format {
	case "decimal", "decimalHalfWidth", "":
		return decimal, true
	case "none":
		return "", true
	case "decimalZero":
		return fmt.Sprintf("%02d", n), true
	case "custom":
		return zeros(custom, n)
	case "hex":
		return strings.ToUpper(strconv.FormatInt(int64(n), 16)), n >= 0
	case "numberInDash":
		return "- " + decimal + " -", true
	case "ordinal":
		return decimal + ordinalEnding(n), true
	}
	if n <= 0 {
		if set, is := digitSets[format]; is {
			return digits(n, set), n == 0
		}
		return decimal, format == "upperRoman" || format == "lowerRoman"
	}
	switch format {
	case "upperRoman", "lowerRoman":
		if n >= 4000 {
			return decimal, false
		}
		if format == "upperRoman" {
			return strings.ToUpper(roman(n)), true
		}
		return strings.ToLower(roman(n)), true
	case "upperLetter":
		return repeated(n, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), true
	case "lowerLetter":
		return repeated(n, "abcdefghijklmnopqrstuvwxyz"), true
	case "cardinalText", "ordinalText":
		return spelled(n, format == "ordinalText")
	case "chicago":
		return repeated(n, "*†‡§"), true
	case "hebrew1":
		return hebrewNumeral(n), n < 1000
	}
	if set, is := digitSets[format]; is {
		return digits(n, set), true
	}
	if alphabet, is := alphabets[format]; is {
		return repeated(n, alphabet), true
	}
	if series, is := enclosed[format]; is {
		if r := []rune(series); n <= len(r) {
			return string(r[n-1]), true
		}
		return decimal, false
	}
	if system, is := ideographic[format]; is {
		return system.count(n)
	}
	return decimal, false
}

// zeros is a format of Word's that pads: "001, 002, 003, ...".
func zeros(example string, n int) (string, bool) {
	first, _, _ := strings.Cut(example, ",")
	if strings.Trim(first, "0") != "1" || len(first) > 20 {
		return strconv.Itoa(n), false
	}
	return fmt.Sprintf("%0*d", len(first), n), true
}

func ordinalEnding(n int) string {
	if n%100 >= 11 && n%100 <= 13 {
		return "th"
	}
	switch n % 10 {
	case 1:
		return "st"
	case 2:
		return "nd"
	case 3:
		return "rd"
	}
	return "th"
}

// repeated is how Word counts with letters: z, then aa, bb, cc.
func repeated(n int, alphabet string) string {
	letters := []rune(alphabet)
	return strings.Repeat(string(letters[(n-1)%len(letters)]), min((n-1)/len(letters)+1, 30))
}

func digits(n int, set string) string {
	signs := []rune(set)
	var b strings.Builder
	for _, c := range strconv.Itoa(n) {
		if c == '-' {
			b.WriteRune(c)
		} else {
			b.WriteRune(signs[c-'0'])
		}
	}
	return b.String()
}

// spelled is the number in English words up to 999.
func spelled(n int, ordinal bool) (string, bool) {
	if n >= 1000 {
		return strconv.Itoa(n), false
	}
	var words []string
	if n >= 100 {
		words = append(words, cardinals[n/100-1], "hundred")
		n %= 100
	}
	tail := ""
	switch {
	case n == 0:
	case n < 20:
		tail = cardinals[n-1]
	case n%10 == 0:
		tail = tens[n/10-2]
	default:
		tail = tens[n/10-2] + "-" + cardinals[n%10-1]
	}
	if tail != "" {
		words = append(words, tail)
	}
	s := strings.Join(words, " ")
	if ordinal {
		s = ordinalWord(s)
	}
	return strings.ToUpper(s[:1]) + s[1:], true
}

func ordinalWord(s string) string {
	for cardinal, ordinal := range irregular {
		if head, ok := strings.CutSuffix(s, cardinal); ok && (head == "" || strings.HasSuffix(head, "-") || strings.HasSuffix(head, " ")) {
			return head + ordinal
		}
	}
	if head, ok := strings.CutSuffix(s, "y"); ok {
		return head + "ieth"
	}
	return s + "th"
}

var (
	cardinals = []string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
		"fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"}
	tens      = []string{"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
	irregular = map[string]string{"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}
)

// hebrewNumeral writes 15 and 16 as nine and six, nine and seven, as is the custom.
func hebrewNumeral(n int) string {
	if n >= 1000 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, v := range []struct {
		value int
		sign  string
	}{{400, "ת"}, {300, "ש"}, {200, "ר"}, {100, "ק"}} {
		for ; n >= v.value; n -= v.value {
			b.WriteString(v.sign)
		}
	}
	if n == 15 || n == 16 {
		return b.String() + "ט" + string([]rune("וז")[n-15])
	}
	if n >= 10 {
		b.WriteRune([]rune("יכלמנסעפצ")[n/10-1])
	}
	if n%10 > 0 {
		b.WriteRune([]rune("אבגדהוזחט")[n%10-1])
	}
	return b.String()
}

// digitSets count as 1, 2, 3 do, with other signs.
var digitSets = map[string]string{
	"decimalFullWidth": "０１２３４５６７８９", "decimalFullWidth2": "０１２３４５６７８９", "hindiNumbers": "०१२३४५६७८९", "thaiNumbers": "๐๑๒๓๔๕๖๗๘๙",
	"ideographDigital": "〇一二三四五六七八九", "japaneseDigitalTenThousand": "〇一二三四五六七八九",
	"taiwaneseDigital": "○一二三四五六七八九", "koreanDigital": "영일이삼사오육칠팔구", "koreanDigital2": "零一二三四五六七八九",
}

// alphabets count with letters and double them after the last.
var alphabets = map[string]string{
	"russianLower": "абвгдежзиклмнопрстуфхцчшщыэюя", "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ",
	"arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي", "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
	"hebrew2": "אבגדהוזחטיכלמנסעפצקרשת", "ganada": "가나다라마바사아자차카타파하", "chosung": "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
	"aiueo": "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ", "aiueoFullWidth": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
	"iroha": "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽ", "irohaFullWidth": "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス",
	"thaiLetters": "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ", "hindiConsonants": "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह", "hindiVowels": "अआइईउऊऋएऐओऔ",
	"ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}

// enclosed have a sign for each number and end with the last of them.
var enclosed = map[string]string{
	"decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
	"decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛", "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
}

// ideographs is a way of counting with units: 二百三十四.
type ideographs struct {
	digits, units string // units are those of ten, hundred, thousand, ten thousand
	bareTen       bool   // 10 to 19 begin with the ten and not with the one
	bareUnit      bool   // one hundred and one thousand are written without the one
	zero          bool   // a gap is filled with the zero
}

var ideographic = map[string]ideographs{
	"chineseCounting":           {digits: "○一二三四五六七八九", units: "十百千万", bareTen: true, zero: true},
	"chineseCountingThousand":   {digits: "○一二三四五六七八九", units: "十百千万", bareTen: true, zero: true},
	"chineseLegalSimplified":    {digits: "零壹贰叁肆伍陆柒捌玖", units: "拾佰仟萬", zero: true},
	"taiwaneseCounting":         {digits: "○一二三四五六七八九", units: "十百千萬", bareTen: true, zero: true},
	"taiwaneseCountingThousand": {digits: "○一二三四五六七八九", units: "十百千萬", bareTen: true, zero: true},
	"ideographLegalTraditional": {digits: "零壹貳參肆伍陸柒捌玖", units: "拾佰仟萬", zero: true},
	"japaneseCounting":          {digits: "〇一二三四五六七八九", units: "十百千万", bareTen: true, bareUnit: true},
	"japaneseLegal":             {digits: "零壱弐参四伍六七八九", units: "拾百阡萬"},
	"koreanCounting":            {digits: "영일이삼사오육칠팔구", units: "십백천만", bareTen: true, bareUnit: true},
	"koreanLegal":               {digits: "영일이삼사오육칠팔구", units: "십백천만", bareTen: true, bareUnit: true},
}

func (s ideographs) count(n int) (string, bool) {
	if n >= 100_000 {
		return strconv.Itoa(n), false
	}
	signs, units := []rune(s.digits), []rune(s.units)
	var out []rune
	gap := false
	for place := 4; place >= 0; place-- {
		power := 1
		for range place {
			power *= 10
		}
		d := n / power % 10
		if d == 0 {
			gap = len(out) > 0
			continue
		}
		if gap && s.zero {
			out = append(out, signs[0])
		}
		gap = false
		bare := d == 1 && (place == 1 && s.bareTen && (len(out) == 0 || s.bareUnit) || (place == 2 || place == 3) && s.bareUnit)
		if !bare {
			out = append(out, signs[d])
		}
		if place > 0 {
			out = append(out, units[place-1])
		}
	}
	return string(out), true
}
