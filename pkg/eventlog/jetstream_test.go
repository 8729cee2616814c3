package eventlog_test

import (
	"testing"

	"adref/pkg/bus/bustest"
	"adref/pkg/eventlog"
	"adref/pkg/eventlog/logtest"
)

func TestJetStream(t *testing.T) {
	logtest.Run(t, func(t *testing.T) eventlog.Log { return eventlog.NewJetStream(bustest.Open(t)) })
}
