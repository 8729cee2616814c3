// Package services lists the services of adref.
package services

import (
	"adref/pkg/service"
	"adref/services/differ"
	"adref/services/drafter"
	"adref/services/gateway"
	"adref/services/herald"
	"adref/services/publisher"
	"adref/services/recorder"
	"adref/services/timekeeper"
)

// All is every service, in the order in which they start. To add a service, add its line.
var All = []service.Service{
	drafter.New(),
	recorder.New(),
	differ.New(),
	publisher.New(),
	timekeeper.New(),
	herald.New(),
	gateway.New(),
}
