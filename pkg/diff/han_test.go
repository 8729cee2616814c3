package diff_test

import (
	"testing"

	"adref/pkg/diff"
)

func TestChineseIsGrouped(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"a character that is a word", "各国应采取措施", "各国须采取措施", "各国[-应-]{+须+}采取措施"},
		{"the second half of a word", "人权保护工作", "人权保障工作", "人权[-保护-]{+保障+}工作"},
		{"the first half of a word", "生物的保护", "生物的养护", "生物的[-保护-]{+养护+}"},
		{"a character becomes a word", "各国应采取措施", "各国应当采取措施", "各国[-应-]{+应当+}采取措施"},
		{"a word that was not one", "生物的保X", "生物的保Y", "生物的保[-X-]{+Y+}"},
		{"words inserted between words", "缔约方采取措施", "缔约方应当采取措施", "缔约方{+应当+}采取措施"},
		{"words inserted before their like", "国内措施", "国际和国内措施", "{+国际和+}国内措施"},
		{"a word is taken apart", "促进合作的", "促进合伙工作的", "促进[-合作-]{+合伙工作+}的"},
		{"an ordinal", "第十二条规定", "第十三条规定", "[-第十二条-]{+第十三条+}规定"},
		{"an ordinal in figures", "见第12条第2款", "见第13条第2款", "见[-第12条-]{+第13条+}第2款"},
		{"a date", "于2026年7月6日通过", "于2026年7月17日通过", "于[-2026年7月6日-]{+2026年7月17日+}通过"},
		{"a year", "至2030年为止", "至2035年为止", "至[-2030年-]{+2035年+}为止"},
		{"numerals", "二十三个国家", "二十五个国家", "[-二十三-]{+二十五+}个国家"},
		{"a percentage", "不少于百分之三十的资金", "不少于百分之五十的资金", "不少于[-百分之三十-]{+百分之五十+}的资金"},
		{"a fraction", "三分之一多数", "三分之二多数", "[-三分之一-]{+三分之二+}多数"},
		{"another paragraph is cited", "第二条", "第二条和第三条", "第二条{+和第三条+}"},
		{"one character between two changes", "海域环护区", "海域保护带", "海域[-环护区-]{+保护带+}"},
		{"one that joins words", "损失和评估", "危害和影响", "[-损失-]{+危害+}和[-评估-]{+影响+}"},
		{"brackets stay apart", "[海洋]环境", "海洋环境", "[-[-]海洋[-]-]环境"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := diff.Words(c.old, c.new)
			if m := marked(got); m != c.want {
				t.Errorf("Words(%q, %q)\n got %s\nwant %s", c.old, c.new, m, c.want)
			}
			checkOps(t, got, c.old, c.new)
		})
	}
}
