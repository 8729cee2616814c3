package blob_test

import (
	"fmt"
	"strings"
	"testing"

	"adref/pkg/blob"
	"adref/pkg/blob/blobtest"
	"adref/pkg/bus/bustest"
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
	blobtest.Run(t, func(*testing.T) blob.Store {
		n++
		return blob.NewJetStream(conn, fmt.Sprint("test-", n))
	})
}
