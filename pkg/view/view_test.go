package view_test

import (
	"testing"

	"adref/pkg/bus/bustest"
	"adref/pkg/view"
	"adref/pkg/view/viewtest"
)

func TestMemory(t *testing.T) {
	viewtest.Run(t, func(*testing.T) view.Store { return view.NewMemory() })
}

func TestJetStream(t *testing.T) {
	viewtest.Run(t, func(t *testing.T) view.Store { return view.NewJetStream(bustest.Open(t), "differ") })
}
