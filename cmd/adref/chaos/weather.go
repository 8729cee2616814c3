//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"adref/pkg/api"
)

// allowance is how long everything around the storm may take: the start, the last answers and the audit.
const allowance = 5 * time.Minute

// weather starts the town, has clients and subscribers at work while the storm lasts, and looks at what is left.
func weather(ctx context.Context, cfg config) (r report, err error) {
	ctx, cancel := context.WithTimeout(ctx, 3*cfg.lasts+allowance)
	defer cancel()
	started := time.Now()
	t, err := newTown(cfg)
	if err != nil {
		return report{}, err
	}
	town, stop := context.WithCancel(ctx)
	defer func() {
		stop()
		t.running.Wait()
		for _, d := range t.disks {
			err = errors.Join(err, d.unmount())
		}
	}()
	if err := t.start(town); err != nil {
		return report{}, err
	}
	work := newLoad()
	crowd, err := newCrowd(town, t, work)
	if err != nil {
		return report{}, err
	}
	if err := crowd[0].open(town); err != nil {
		return report{}, err
	}
	if err := crowd[0].hush(town, cfg.lasts); err != nil {
		return report{}, err
	}
	fmt.Fprintf(cfg.say, "The house is open after %v: %d NATS servers, %d processes of services. The storm begins, seed %d.\n",
		time.Since(started).Round(time.Millisecond), len(t.nats), len(t.services), cfg.seed)
	listeners, err := t.subscribe(town)
	if err != nil {
		return report{}, err
	}
	made := newFaults()
	if err := t.live(town, crowd, made); err != nil {
		return report{}, err
	}
	fmt.Fprintf(cfg.say, "The storm is over after %d faults; looking at what is left.\n", made.total())
	r, err = t.audit(town, work, listeners)
	r.faults, r.lasted, r.took, r.seed = made, cfg.lasts, time.Since(started), cfg.seed
	for _, s := range t.services {
		r.alone += s.endedAlone()
	}
	return r, err
}

// newCrowd is the clients, each with two ways to the services.
func newCrowd(ctx context.Context, t *town, work *load) ([]*client, error) {
	var doors []*api.Client
	for i := range 2 * t.servers {
		conn, err := t.connectAt(ctx, fmt.Sprint("clients ", i), t.through(i))
		if err != nil {
			return nil, err
		}
		context.AfterFunc(ctx, conn.NC.Close)
		doors = append(doors, api.NewClient(conn))
	}
	var crowd []*client
	for i := range clients {
		crowd = append(crowd, &client{
			load: work, doors: []*api.Client{doors[i%len(doors)], doors[(i+1)%len(doors)]}, dice: rand.New(rand.NewPCG(t.seed, uint64(i)+10)),
		})
	}
	return crowd, nil
}

// subscribe lets subscribers listen: to everything over NATS, to the public events over NATS, to the public events as a browser does.
func (t *town) subscribe(ctx context.Context) ([]*heard, error) {
	all, public, browser := &heard{who: "subscriber to everything"}, &heard{who: "subscriber to the public events"}, &heard{who: "browser"}
	for i, s := range []struct {
		*heard
		filter api.Filter
	}{{all, api.Filter{}}, {public, api.Filter{Audience: "public"}}} {
		conn, err := t.connectAt(ctx, s.who, t.through(i))
		if err != nil {
			return nil, err
		}
		context.AfterFunc(ctx, conn.NC.Close)
		t.running.Go(func() { s.watch(ctx, api.NewClient(conn), s.filter) })
	}
	t.running.Go(func() { browser.listen(ctx, t.web) })
	return []*heard{all, public, browser}, nil
}

// live has the clients at work during the storm. The storm ends, then everything heals, then the clients finish.
func (t *town) live(ctx context.Context, crowd []*client, made *faults) error {
	conn, err := t.connect(ctx, "faults")
	if err != nil {
		return err
	}
	defer conn.NC.Close()
	storm, end := context.WithTimeout(ctx, t.lasts)
	defer end()
	var working sync.WaitGroup
	errs := make([]error, len(crowd)+1)
	for i, c := range crowd {
		working.Go(func() { errs[i] = c.work(storm, ctx) })
	}
	errs[len(crowd)] = t.storm(storm, conn, made)
	working.Wait()
	return errors.Join(append(errs, t.healed(ctx, conn, time.Minute))...)
}
