package compendium

import (
	"regexp"
	"strings"

	"adref/pkg/lazy"
	"adref/pkg/text"
)

// Texts with articles number their paragraphs anew in each. "Article 7, paragraph 4", "article 7 (4)" and "paragraph 4 of article
// 7" are one citation; text.Block.Cite has it as "Article 7, 4".

var (
	articleKeys = []func() *regexp.Regexp{
		lazy.Regexp(`(?i)(?:article|art\.|artículo)(?P<many>s)?`),
		lazy.Regexp(`(?i)стать(?:я|и|е|ю|ёй|ей|(?P<many>ях|ями|ям))`),
		lazy.Regexp(`[وفبلك]{0,2}(?:ال|لل|ل)?(?:مادة|(?P<many>مادتين|مواد))`),
		lazy.Regexp(`第(?P<many>)`),
	}
	chineseArticle = 3 // in articleKeys

	paragraphAfter = lazy.Regexp(`^(?:\s*[,،]?\s*(?i:paragraphe?s?|paras?\.?|párrafos?|пункт\p{L}*|(?:ال)?فقرة)\s+|\s*第\s*)`)
	numbered       = lazy.Regexp(`^\s?\((` + digits + `{1,2})\)`)
	ofArticle      = lazy.Regexp(`^\s+(?i:of|de|del|de l['’]|من)?\s*(?i:the\s+)?(?:(?i:articles?|art\.|artículos?|стать\p{L}{1,3})\s+|(?:ال)?مادة\s+)(` + digits + `{1,3})`)
	// articleNames open the citation of an article as the text itself prints it.
	articleNames = []string{"Article ", "Artículo ", "Статья ", "المادة ", "مادة "}
)

// article is the form of a citation of an article, with a paragraph of it or without.
const article = "Article "

// articleCitations finds the articles that s cites, each with the paragraph of it that is cited.
func articleCitations(s string) []list {
	var lists []list
	for i, expression := range articleKeys {
		key := expression()
		many := key.SubexpIndex("many")
		for _, m := range key.FindAllStringSubmatchIndex(s, -1) {
			if letterBefore(s, m[0]) && i != chineseArticle {
				continue
			}
			f := form{many: m[2*many] >= 0, chinese: i == chineseArticle}
			if l, ok := parseArticles(s, m[0], m[1], f); ok {
				lists = append(lists, l)
			}
		}
	}
	return lists
}

func parseArticles(s string, start, pos int, f form) (list, bool) {
	items, pos := parseItems(s, start, pos, f)
	if len(items) == 0 {
		return list{}, false
	}
	if f.chinese {
		rest := strings.TrimLeft(s[pos:], " ")
		if !strings.HasPrefix(rest, "条") {
			return list{}, false
		}
		pos = len(s) - len(rest) + len("条")
		items[len(items)-1].Span.End = pos
	}
	for i := range items {
		items[i].Cite = article + items[i].Cite
	}
	last := &items[len(items)-1]
	if p := paragraphAfter().FindString(s[pos:]); p != "" {
		if cite, n := readNumber(s[pos+len(p):]); n > 0 {
			last.Cite += ", " + cite
			pos += len(p) + n
		}
	} else if m := numbered().FindStringSubmatchIndex(s[pos:]); m != nil {
		last.Cite += ", " + western(s[pos+m[2]:pos+m[3]])
		pos += m[1]
	}
	last.Span.End = pos
	return list{text.Span{Start: start, End: pos}, items}, true
}

// withinArticle reads "of article 7" after a list of paragraphs, and makes them paragraphs of that article.
func withinArticle(s string, l *list) {
	m := ofArticle().FindStringSubmatchIndex(s[l.span.End:])
	if m == nil {
		return
	}
	n := western(s[l.span.End+m[2] : l.span.End+m[3]])
	for i := range l.items {
		l.items[i].Cite = article + n + ", " + l.items[i].Cite
	}
	l.span.End += m[1]
}

// findArticle finds an article, or a paragraph of it, under the name that the text has for articles.
func findArticle(d text.Document, cite string) (int, bool) {
	rest := strings.TrimPrefix(cite, article)
	names := make([]string, 0, len(articleNames)+1)
	for _, name := range articleNames {
		names = append(names, name+rest)
	}
	n, paragraph, in := strings.Cut(rest, ", ")
	if in {
		paragraph = ", " + paragraph
	}
	for _, name := range append(names, "第"+n+"条"+paragraph) {
		if i, ok := d.Find(name); ok {
			return i, true
		}
	}
	return 0, false
}
