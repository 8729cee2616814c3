package compendium

import "adref/pkg/position"

// labels are the words of the document itself in one language. Between braces stand the names of what is filled in.
type labels struct {
	Title, Draft          string
	Addendum, Corrigendum string            // {n}
	Distr                 map[string]string // by distribution
	Original, OriginalOf  string            // {languages}, {language}
	Adopted               string            // {text} {how} {date}
	How                   map[string]string // by the English words of the event
	Note, None            string

	Contents, Index, IndexNote, NoIndex string

	Kinds               map[position.ExplanationKind]string
	Before, After, Late string
	New, Changed        string // in an addendum, in a corrigendum
	Received, Corrected string // {date}
	Withdrawn           string // {date}
	Changes             string // heading of what a corrigendum does
	OnBehalf            string // {names}
	Comma, And          string // between names, and before the last one
	Semicolon           string // between what is said of a reference

	References, ReferencesNote string
	Paragraph, Preambular      string // {cite}
	Unnumbered                 string // {words}
	Stands, Now, Gone          string // {where}
	Earlier, Later             string // {where} {revision}
	NotWords, Several          string
	NoParagraph, NoWords       string // {language}
	Check                      string // beside every flagged reference

	Column, Words, Refer, Dissociate, Reservation string

	OpenQuote, CloseQuote string
	RightToLeft           bool
	Date                  string // {day} {month} {year}
	First                 string // how the first day of a month is written, "" for a number
	Months                [12]string
	Languages             map[string]string
}

// inLanguage is the labels of a language; those of a language that is not official are English.
func inLanguage(lang string) labels {
	if l, ok := official[base(lang)]; ok {
		return l
	}
	return official["en"]
}

// official are the six official languages. The masthead of Arabic, Chinese and Russian documents keeps "Distr.: General" in
// English, as the documents of the United Nations do.
var official = map[string]labels{
	"en": {
		Title: "Compendium of explanations of position", Addendum: "Addendum {n}", Corrigendum: "Corrigendum {n}", Draft: "Draft: not issued",
		Distr:    map[string]string{"General": "Distr.: General", "Limited": "Distr.: Limited", "Restricted": "Distr.: Restricted"},
		Original: "Original: {languages}", OriginalOf: "[Original: {language}]",
		Adopted:  "The text contained in {text} was adopted {how} on {date}.",
		How:      map[string]string{},
		Note:     "The explanations of position are reproduced as received, in the language of submission.",
		Contents: "Contents", Index: "Index by paragraph",
		IndexNote: "Paragraphs of the adopted text to which explanations refer. A delegation is listed where it cites the number of a paragraph or quotes its words; explanations that do neither are not in the index.",
		NoIndex:   "No explanation refers to a particular paragraph of the adopted text.",
		Kinds: map[position.ExplanationKind]string{
			position.Explains: "Explanation of position", position.Dissociates: "Dissociation", position.ReservesOn: "Reservation"},
		Before: "before the adoption", After: "after the adoption", Received: "received on {date}", Corrected: "corrected on {date}", Late: "received after the deadline", New: "new in this addendum", Changed: "changed by this corrigendum",
		Withdrawn: "withdrawn on {date}", Changes: "Changes made by this corrigendum",
		OnBehalf: "on behalf of {names}", Comma: ", ", And: " and ", Semicolon: "; ",
		References: "References", ReferencesNote: "Added by the compiler; not part of the explanation.",
		Paragraph: "paragraph {cite}", Preambular: "preambular paragraph {cite}",
		Stands: "{where} of the adopted text", Unnumbered: "paragraph beginning {words}",
		Earlier: "{where} of {revision}, an earlier revision", Later: "{where} of {revision}, issued after the adoption", NotWords: "the adopted text does not hold these words",
		Now: "this paragraph is now {where}", Gone: "this paragraph is not in the adopted text",
		Several:     "several paragraphs of the text have this number",
		NoParagraph: "no revision of the text has a paragraph of this number", NoWords: "no revision of the text in {language} holds these words",
		Check:  "to be checked",
		Column: "Paragraph", Words: "First words", Refer: "Referred to by", Dissociate: "Dissociate", Reservation: "Reserve",
		OpenQuote: "“", CloseQuote: "”", Date: "{day} {month} {year}",
		Months:    [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		Languages: map[string]string{"ar": "Arabic", "zh": "Chinese", "en": "English", "fr": "French", "ru": "Russian", "es": "Spanish", "pt": "Portuguese", "de": "German"},
		None:      "No explanation of position has been received.",
	},
	"fr": {
		Title: "Recueil des explications de position", Addendum: "Additif {n}", Corrigendum: "Rectificatif {n}", Draft: "Projet non publié",
		Distr:    map[string]string{"General": "Distr. générale", "Limited": "Distr. limitée", "Restricted": "Distr. restreinte"},
		Original: "Original : {languages}", OriginalOf: "[Original : {language}]",
		Adopted: "Le texte figurant dans {text} a été adopté {how} le {date}.",
		How: map[string]string{"by consensus": "par consensus", "without a vote": "sans être mis aux voix",
			"by silence procedure": "selon la procédure d’approbation tacite"},
		Note:     "Les explications de position sont reproduites telles qu’elles ont été reçues, dans la langue de l’original.",
		Contents: "Table des matières", Index: "Index par paragraphe",
		IndexNote: "Paragraphes du texte adopté auxquels se réfèrent les explications. Une délégation y figure lorsqu’elle cite le numéro d’un paragraphe ou ses termes ; les explications qui ne font ni l’un ni l’autre n’y figurent pas.",
		NoIndex:   "Aucune explication ne se réfère à un paragraphe particulier du texte adopté.",
		Kinds: map[position.ExplanationKind]string{
			position.Explains: "Explication de position", position.Dissociates: "Dissociation", position.ReservesOn: "Réserve"},
		Before: "avant l’adoption", After: "après l’adoption", Received: "reçue le {date}", Corrected: "corrigée le {date}", Late: "reçue après la date limite", New: "nouveau dans le présent additif", Changed: "modifié par le présent rectificatif",
		Withdrawn: "retirée le {date}", Changes: "Modifications apportées par le présent rectificatif",
		OnBehalf: "au nom de : {names}", Comma: ", ", And: " et ", Semicolon: " ; ",
		References: "Références", ReferencesNote: "Ajoutées lors de l’établissement du recueil ; ne font pas partie de l’explication.",
		Paragraph: "paragraphe {cite}", Preambular: "alinéa {cite} du préambule",
		Stands: "{where} du texte adopté", Unnumbered: "paragraphe commençant par {words}",
		Earlier: "{where} ({revision}, version antérieure)", Later: "{where} ({revision}, publié après l’adoption)", NotWords: "le texte adopté ne contient pas ces termes",
		Now: "ce paragraphe est maintenant : {where}", Gone: "ce paragraphe ne figure pas dans le texte adopté",
		Several:     "plusieurs paragraphes du texte portent ce numéro",
		NoParagraph: "aucune version du texte ne contient de paragraphe portant ce numéro", NoWords: "aucune version du texte en {language} ne contient ces termes",
		Check:  "à vérifier",
		Column: "Paragraphe", Words: "Premiers mots", Refer: "Mentionné par", Dissociate: "Se dissocient", Reservation: "Réserves",
		OpenQuote: "« ", CloseQuote: " »", Date: "{day} {month} {year}", First: "1er",
		Months:    [12]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
		Languages: map[string]string{"ar": "arabe", "zh": "chinois", "en": "anglais", "fr": "français", "ru": "russe", "es": "espagnol", "pt": "portugais", "de": "allemand"},
		None:      "Aucune explication de position n’a été reçue.",
	},
	"es": {
		Title: "Compendio de explicaciones de posición", Addendum: "Adición {n}", Corrigendum: "Corrección {n}", Draft: "Borrador no publicado",
		Distr:    map[string]string{"General": "Distr. general", "Limited": "Distr. limitada", "Restricted": "Distr. reservada"},
		Original: "Original: {languages}", OriginalOf: "[Original: {language}]",
		Adopted: "El texto que figura en {text} fue aprobado {how} el {date}.",
		How: map[string]string{"by consensus": "por consenso", "without a vote": "sin votación",
			"by silence procedure": "por el procedimiento de acuerdo tácito"},
		Note:     "Las explicaciones de posición se reproducen tal como se recibieron, en el idioma en que se presentaron.",
		Contents: "Índice", Index: "Índice por párrafos",
		IndexNote: "Párrafos del texto aprobado a los que se refieren las explicaciones. Una delegación figura cuando cita el número de un párrafo o sus palabras; las explicaciones que no hacen ni lo uno ni lo otro no figuran.",
		NoIndex:   "Ninguna explicación se refiere a un párrafo determinado del texto aprobado.",
		Kinds: map[position.ExplanationKind]string{
			position.Explains: "Explicación de posición", position.Dissociates: "Desvinculación", position.ReservesOn: "Reserva"},
		Before: "antes de la aprobación", After: "después de la aprobación", Received: "recibida el {date}", Corrected: "corregida el {date}", Late: "recibida después del plazo", New: "nueva en la presente adición", Changed: "modificada por la presente corrección",
		Withdrawn: "retirada el {date}", Changes: "Modificaciones introducidas por la presente corrección",
		OnBehalf: "en nombre de: {names}", Comma: ", ", And: " y ", Semicolon: "; ",
		References: "Referencias", ReferencesNote: "Añadidas al preparar el compendio; no forman parte de la explicación.",
		Paragraph: "párrafo {cite}", Preambular: "párrafo {cite} del preámbulo",
		Stands: "{where} del texto aprobado", Unnumbered: "párrafo que comienza {words}",
		Earlier: "{where} de {revision}, versión anterior", Later: "{where} de {revision}, publicado después de la aprobación", NotWords: "el texto aprobado no contiene estas palabras",
		Now: "este párrafo es ahora: {where}", Gone: "este párrafo no figura en el texto aprobado",
		Several:     "varios párrafos del texto llevan este número",
		NoParagraph: "ninguna versión del texto tiene un párrafo con este número", NoWords: "ninguna versión del texto en {language} contiene estas palabras",
		Check:  "por verificar",
		Column: "Párrafo", Words: "Primeras palabras", Refer: "Mencionado por", Dissociate: "Se desvinculan", Reservation: "Reservas",
		OpenQuote: "“", CloseQuote: "”", Date: "{day} de {month} de {year}",
		Months:    [12]string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
		Languages: map[string]string{"ar": "árabe", "zh": "chino", "en": "inglés", "fr": "francés", "ru": "ruso", "es": "español", "pt": "portugués", "de": "alemán"},
		None:      "No se ha recibido ninguna explicación de posición.",
	},
	"ru": {
		Title: "Сборник разъяснений позиции", Addendum: "Добавление {n}", Corrigendum: "Исправление {n}", Draft: "Проект, не издан",
		Distr:    map[string]string{"General": "Distr.: General", "Limited": "Distr.: Limited", "Restricted": "Distr.: Restricted"},
		Original: "Язык оригинала: {languages}", OriginalOf: "[Язык оригинала: {language}]",
		Adopted: "Текст, содержащийся в {text}, был принят {how} {date}.",
		How: map[string]string{"by consensus": "консенсусом", "without a vote": "без голосования",
			"by silence procedure": "по процедуре умолчания"},
		Note:     "Разъяснения позиции воспроизводятся в том виде, в котором они были получены, на языке представления.",
		Contents: "Содержание", Index: "Указатель по пунктам",
		IndexNote: "Пункты принятого текста, на которые ссылаются разъяснения. Делегация указана, если она называет номер пункта или приводит его слова; разъяснения, в которых нет ни того, ни другого, в указатель не включены.",
		NoIndex:   "Ни одно разъяснение не ссылается на отдельный пункт принятого текста.",
		Kinds: map[position.ExplanationKind]string{
			position.Explains: "Разъяснение позиции", position.Dissociates: "Отмежевание", position.ReservesOn: "Оговорка"},
		Before: "до принятия", After: "после принятия", Received: "получено {date}", Corrected: "исправлено {date}", Late: "получено после истечения срока", New: "новое в настоящем добавлении", Changed: "изменено настоящим исправлением",
		Withdrawn: "отозвано {date}", Changes: "Изменения, вносимые настоящим исправлением",
		OnBehalf: "от имени: {names}", Comma: ", ", And: " и ", Semicolon: "; ",
		References: "Ссылки", ReferencesNote: "Добавлены при составлении сборника; не являются частью разъяснения.",
		Paragraph: "пункт {cite}", Preambular: "пункт {cite} преамбулы",
		Stands: "{where} принятого текста", Unnumbered: "пункт, начинающийся словами {words}",
		Earlier: "{where} ({revision}, более ранний вариант)", Later: "{where} ({revision}, издано после принятия)", NotWords: "в принятом тексте этих слов нет",
		Now: "теперь это {where}", Gone: "этого пункта в принятом тексте нет",
		Several:     "этот номер имеют несколько пунктов текста",
		NoParagraph: "ни в одном варианте текста нет пункта с этим номером", NoWords: "ни один вариант текста ({language} язык) не содержит этих слов",
		Check:  "требует проверки",
		Column: "Пункт", Words: "Первые слова", Refer: "Упоминают", Dissociate: "Отмежевываются", Reservation: "Оговорки",
		OpenQuote: "«", CloseQuote: "»", Date: "{day} {month} {year} года",
		Months:    [12]string{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"},
		Languages: map[string]string{"ar": "арабский", "zh": "китайский", "en": "английский", "fr": "французский", "ru": "русский", "es": "испанский", "pt": "португальский", "de": "немецкий"},
		None:      "Разъяснений позиции не получено.",
	},
	"ar": {
		Title: "تجميع لتعليلات المواقف", Addendum: "إضافة {n}", Corrigendum: "تصويب {n}", Draft: "مشروع لم يصدر بعد",
		Distr:    map[string]string{"General": "Distr.: General", "Limited": "Distr.: Limited", "Restricted": "Distr.: Restricted"},
		Original: "الأصل: {languages}", OriginalOf: "[الأصل: {language}]",
		Adopted: "اعتُمد النص الوارد في {text} {how} في {date}.",
		How: map[string]string{"by consensus": "بتوافق الآراء", "without a vote": "دون تصويت",
			"by silence procedure": "بموجب إجراء الموافقة الصامتة"},
		Note:     "تُستنسخ تعليلات المواقف بالصيغة التي وردت بها وباللغة التي قُدمت بها.",
		Contents: "المحتويات", Index: "فهرس حسب الفقرات",
		IndexNote: "فقرات النص المعتمد التي تشير إليها التعليلات. ويُدرج الوفد متى ذكر رقم الفقرة أو اقتبس من ألفاظها؛ ولا تُدرج التعليلات التي لا يرد فيها أي منهما.",
		NoIndex:   "لا يشير أي تعليل إلى فقرة بعينها من النص المعتمد.",
		Kinds: map[position.ExplanationKind]string{
			position.Explains: "تعليل الموقف", position.Dissociates: "النأي بالنفس", position.ReservesOn: "تحفظ"},
		Before: "قبل الاعتماد", After: "بعد الاعتماد", Received: "ورد في {date}", Corrected: "صُوّب في {date}", Late: "ورد بعد انقضاء الموعد النهائي", New: "جديد في هذه الإضافة", Changed: "معدّل بموجب هذا التصويب",
		Withdrawn: "سُحب في {date}", Changes: "التعديلات التي يدخلها هذا التصويب",
		OnBehalf: "باسم {names}", Comma: "، ", And: " و", Semicolon: "؛ ",
		References: "الإحالات", ReferencesNote: "أُضيفت عند إعداد التجميع وليست جزءا من التعليل.",
		Paragraph: "الفقرة {cite}", Preambular: "الفقرة {cite} من الديباجة",
		Stands: "{where} من النص المعتمد", Unnumbered: "الفقرة التي تبدأ بعبارة {words}",
		Earlier: "{where} من {revision}، وهي صيغة سابقة", Later: "{where} من {revision}، الصادر بعد الاعتماد", NotWords: "لا ترد هذه العبارة في النص المعتمد",
		Now: "هذه الفقرة هي الآن {where}", Gone: "هذه الفقرة غير واردة في النص المعتمد",
		Several:     "عدة فقرات من النص تحمل هذا الرقم",
		NoParagraph: "لا توجد في أي صيغة من صيغ النص فقرة بهذا الرقم", NoWords: "لا ترد هذه العبارة في أي صيغة من صيغ النص باللغة {language}",
		Check:  "يلزم التحقق",
		Column: "الفقرة", Words: "بداية الفقرة", Refer: "أشار إليها", Dissociate: "نأى بنفسه عنها", Reservation: "تحفظ عليها",
		RightToLeft: true, OpenQuote: "”", CloseQuote: "“", Date: "{day} {month} {year}",
		Months: [12]string{"كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيه",
			"تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر"},
		Languages: map[string]string{"ar": "العربية", "zh": "الصينية", "en": "الإنكليزية", "fr": "الفرنسية", "ru": "الروسية", "es": "الإسبانية", "pt": "البرتغالية", "de": "الألمانية"},
		None:      "لم يرد أي تعليل للموقف.",
	},
	"zh": {
		Title: "解释立场声明汇编", Addendum: "增编{n}", Corrigendum: "更正{n}", Draft: "草稿，尚未印发",
		Distr:    map[string]string{"General": "Distr.: General", "Limited": "Distr.: Limited", "Restricted": "Distr.: Restricted"},
		Original: "原文：{languages}", OriginalOf: "[原文：{language}]",
		Adopted:  "{text}所载案文于{date}{how}通过。",
		How:      map[string]string{"by consensus": "以协商一致方式", "without a vote": "未经表决", "by silence procedure": "以默许程序"},
		Note:     "解释立场的声明按收到时的原文照录。",
		Contents: "目录", Index: "按段落排列的索引",
		IndexNote: "各项声明所提及的已通过案文段落。凡引用段落编号或段落文字的代表团均列入；两者皆无的声明不列入索引。",
		NoIndex:   "没有声明提及已通过案文的某一具体段落。",
		Kinds: map[position.ExplanationKind]string{
			position.Explains: "解释立场", position.Dissociates: "不参加协商一致", position.ReservesOn: "保留"},
		Before: "通过前", After: "通过后", Received: "{date}收到", Corrected: "{date}更正", Late: "逾期收到", New: "本增编新增", Changed: "经本更正修改",
		Withdrawn: "{date}撤回", Changes: "本更正所作的修改",
		OnBehalf: "代表{names}", Comma: "、", And: "和", Semicolon: "；",
		References: "参引", ReferencesNote: "由编者添加，不属于声明的一部分。",
		Paragraph: "第{cite}段", Preambular: "序言部分第{cite}段",
		Stands: "已通过案文{where}", Unnumbered: "以{words}开头的段落",
		Earlier: "较早版本{revision}{where}", Later: "通过后印发的{revision}{where}", NotWords: "已通过案文中没有这些文字",
		Now: "该段现为{where}", Gone: "已通过案文中没有该段",
		Several:     "案文有多个段落使用此编号",
		NoParagraph: "案文的任何版本均无此编号的段落", NoWords: "案文的任何{language}版本均无这些文字",
		Check:  "待核对",
		Column: "段落", Words: "段首文字", Refer: "提及者", Dissociate: "不参加者", Reservation: "保留者",
		OpenQuote: "“", CloseQuote: "”", Date: "{year}年{month}{day}日",
		Months:    [12]string{"1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"},
		Languages: map[string]string{"ar": "阿拉伯文", "zh": "中文", "en": "英文", "fr": "法文", "ru": "俄文", "es": "西班牙文", "pt": "葡萄牙文", "de": "德文"},
		None:      "尚未收到解释立场的声明。",
	},
}
