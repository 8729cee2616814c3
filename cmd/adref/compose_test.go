package main

import (
	"os"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"
)

// container is what the test looks at in docker-compose.yml.
type container struct {
	Image       string
	Command     []string
	Restart     string
	Volumes     []string
	DependsOn   map[string]struct{ Condition string } `yaml:"depends_on"`
	Healthcheck struct{ Test []string }
}

func TestComposeRunsEveryServiceInAContainerOfItsOwn(t *testing.T) {
	b, err := os.ReadFile("../../docker-compose.yml")
	if err != nil {
		t.Fatal(err)
	}
	var compose struct {
		Services map[string]container
		Volumes  map[string]any
	}
	if err := yaml.Unmarshal(b, &compose); err != nil {
		t.Fatal(err)
	}
	names := append(serviceNames(), "nats")
	for _, n := range names {
		c, ok := compose.Services[n]
		if !ok {
			t.Errorf("no container for %s", n)
			continue
		}
		if c.Image == "" || c.Restart != "unless-stopped" || len(c.Healthcheck.Test) == 0 {
			t.Errorf("%s: image %q, restart %q, health check %v", n, c.Image, c.Restart, c.Healthcheck.Test)
		}
		if n == "nats" {
			continue
		}
		if len(c.Command) < 2 || c.Command[0] != "serve" || c.Command[1] != n {
			t.Errorf("%s runs %v", n, c.Command)
		}
		if want := []string{"CMD", "/adref", "health", n}; !slices.Equal(c.Healthcheck.Test, want) {
			t.Errorf("%s is checked by %v", n, c.Healthcheck.Test)
		}
		if c.DependsOn["nats"].Condition != "service_healthy" {
			t.Errorf("%s does not wait for NATS", n)
		}
	}
	if len(compose.Services) != len(names) {
		t.Errorf("%d containers for %d services and NATS", len(compose.Services), len(names))
	}
	if _, ok := compose.Volumes["log"]; !ok || !slices.Contains(compose.Services["nats"].Volumes, "log:/data") {
		t.Error("the log is in no volume")
	}
}
