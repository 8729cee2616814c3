package critic_test

import (
	"fmt"
	"os"
	"strings"

	"adref/pkg/critic"
)

func Example() {
	p, _ := critic.Read(strings.NewReader("3. States {~~should~>shall~~}{>>Norland · –<<} act.\n"))
	fmt.Println(p.Reject().Paragraphs[0].Text())
	fmt.Println(p.Accept().Paragraphs[0].Text())
	_ = critic.Write(os.Stdout, p)
	// Output:
	// States should act.
	// States shall act.
	// 3. States {--should--}{>>Norland · –<<}{++shall++} act.
}
