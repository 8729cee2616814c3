package blob_test

import (
	"testing"

	"adref/pkg/blob"
	"adref/pkg/blob/blobtest"
	"adref/pkg/bus/bustest"
)

func TestMemory(t *testing.T) {
	blobtest.Run(t, func(*testing.T) blob.Store { return blob.NewMemory() })
}

func TestJetStream(t *testing.T) {
	blobtest.Run(t, func(t *testing.T) blob.Store { return blob.NewJetStream(bustest.Open(t), "blobs") })
}
