package eventlog_test

import (
	"testing"

	"adref/pkg/eventlog"
	"adref/pkg/eventlog/logtest"
)

func TestMemory(t *testing.T) {
	logtest.Run(t, func(*testing.T) eventlog.Log { return eventlog.NewMemory() })
}
