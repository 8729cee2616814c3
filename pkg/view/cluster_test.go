package view_test

import (
	"fmt"
	"strings"
	"testing"

	"adref/pkg/bus/bustest"
	"adref/pkg/view"
	"adref/pkg/view/viewtest"
)

// TestJetStreamCluster is the contract over three replicas, where a reader that asks any of them may be told what was.
func TestJetStreamCluster(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: a cluster of three servers takes about 15 s")
	}
	var urls []string
	for _, s := range bustest.Cluster(t) {
		urls = append(urls, s.ClientURL())
	}
	conn := bustest.Connect(t, strings.Join(urls, ","))
	n := 0
	viewtest.Run(t, func(*testing.T) view.Store {
		n++
		return view.NewJetStream(conn, fmt.Sprint("test-", n))
	})
}
