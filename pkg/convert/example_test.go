package convert_test

import (
	"context"
	"fmt"
	"os"

	"adref/pkg/convert"
)

func Example() {
	ctx := context.Background()
	r, _ := convert.Parse(ctx, "proposal.md", []byte("3. States {--should--}{++shall++} act.\n"))
	fmt.Println(r.Format)
	_ = convert.Write(ctx, os.Stdout, "proposal.txt", r.Paper.Accept(), convert.Options{})
	// Output:
	// Markdown
	// 3. States shall act.
}
