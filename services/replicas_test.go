package services_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/nats-io/nats.go"

	"adref/pkg/api"
	"adref/pkg/bus"
	"adref/pkg/delegation"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
	"adref/pkg/position"
	"adref/pkg/service/servicetest"
	"adref/services/drafter"
	"adref/services/herald"
	"adref/services/recorder"
)

const text = "# Report\n\n1. The Group met three times.\n\n2. The Group recommends a timely dialogue.\n"

// open is a cluster with a document on it.
func open(t *testing.T) *servicetest.Cluster {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: a cluster of three servers takes about 15 s")
	}
	c := servicetest.OnCluster(t)
	c.Replica(recorder.New())
	stop := c.Replica(drafter.New())
	c.Open("norland")
	c.Table("Zero draft", text)
	stop()
	return c
}

// TestALostReplyIsAskedForOnTheOtherReplica: the first writer stores a command and dies before its reply is read; the client asks
// a second writer, which has never seen the command, with the same ID. There is one effect, and the reply is that of the first.
func TestALostReplyIsAskedForOnTheOtherReplica(t *testing.T) {
	c := open(t)
	for range 5 {
		r := statement(t)
		stop := c.Replica(drafter.New())
		var unread func() (api.Reply, error)
		var stored eventlog.Stored
		for heard := false; !heard; { // the client's server may not have been told of the new writer yet: then nobody hears the command
			unread = drop(t, c, r)
			if stored, heard = await(t, c, r.ID); heard {
				break
			}
			if reply, err := unread(); !errors.Is(err, nats.ErrNoResponders) {
				t.Fatalf("command %s is not stored, though somebody may have heard it: reply %+v, %v", r.ID, reply, err)
			}
		}
		stop()
		stop = c.Replica(drafter.New())
		reply, err := api.NewClient(c.Env.Bus).Do(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		stop()
		if first, err := unread(); err != nil || !cmp.Equal(first, reply) {
			d := cmp.Diff(first, reply)
			t.Errorf("the reply that was dropped and that of the other replica (-first +second), %v:\n%s", err, d)
		}
		if reply.Seq != stored.Seq || reply.Version != stored.Version {
			t.Errorf("reply %+v, stored at %d as version %d", reply, stored.Seq, stored.Version)
		}
	}
	once(t, c, 5)
}

// TestTwoWritersAreAskedTheSameAtOnce drops every first reply and asks again at once, so that two replicas may have the command at
// the same time, while the server that leads the log goes away and comes back.
func TestTwoWritersAreAskedTheSameAtOnce(t *testing.T) {
	c := open(t)
	c.Replica(drafter.New())
	c.Replica(drafter.New())
	const commands = 60
	var lead int
	for i := range commands {
		switch i {
		case commands / 3:
			lead = c.Servers.Leader(bus.LogStream)
			c.Servers.Stop(lead)
		case 2 * commands / 3:
			c.Servers.Start(lead)
		}
		r := statement(t)
		unread := drop(t, c, r)
		reply, err := api.NewClient(c.Env.Bus).Do(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if first, _ := unread(); first.Seq != 0 && !cmp.Equal(first, reply) {
			t.Errorf("the same command was answered %+v and %+v", first, reply)
		}
	}
	once(t, c, commands)
}

// statement is a command with an ID.
func statement(t *testing.T) api.Request {
	t.Helper()
	command := negotiation.RecordPosition{On: position.Target{Paragraph: "2"}, Stance: position.Flexible, Words: "We can be flexible."}
	body, err := json.Marshal(command)
	if err != nil {
		t.Fatal(err)
	}
	return api.Request{ID: api.NewID(), Actor: "norland", Process: servicetest.Process, Document: servicetest.Document, Verb: command.Verb(), Body: body}
}

// drop sends a command and does not wait for the reply. The function looks afterwards what it would have been, the zero reply if
// none came.
func drop(t *testing.T, c *servicetest.Cluster, r api.Request) func() (api.Reply, error) {
	t.Helper()
	nc := c.Env.Bus.NC
	inbox, err := nc.SubscribeSync(nc.NewRespInbox())
	if err != nil {
		t.Fatal(err)
	}
	payload, err := json.Marshal(api.Call{ID: r.ID, Body: r.Body})
	if err != nil {
		t.Fatal(err)
	}
	if err := nc.PublishRequest(api.CommandSubject(r.Actor, r.Process, r.Document, r.Verb), inbox.Subject, payload); err != nil {
		t.Fatal(err)
	}
	return func() (reply api.Reply, err error) {
		defer func() { _ = inbox.Unsubscribe() }() // it ends with the connection, too
		m, err := inbox.NextMsg(time.Second)
		if err == nil && len(m.Data) > 0 {
			if err := json.Unmarshal(m.Data, &reply); err != nil {
				t.Errorf("reply %q: %v", m.Data, err)
			}
		}
		return reply, err
	}
}

// await waits for a command to be in the log, and says whether it has come.
func await(t *testing.T, c *servicetest.Cluster, command string) (found eventlog.Stored, ok bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	enough := errors.New("enough")
	err := c.Env.Log.Follow(ctx, 0, func(s eventlog.Stored) error {
		if s.Command != command {
			return nil
		}
		found = s
		return enough
	})
	if t.Context().Err() != nil {
		t.Fatalf("command %s is not stored: %v", command, err)
	}
	return found, errors.Is(err, enough)
}

// once checks that the log holds n statements, each of another command, and that every server's copy is whole.
func once(t *testing.T, c *servicetest.Cluster, n int) {
	t.Helper()
	ss, err := c.Env.Log.Read(t.Context(), eventlog.Aggregate{Process: servicetest.Process, Document: servicetest.Document}, 0)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, s := range ss {
		if s.Verb == (negotiation.RecordPosition{}).Verb() {
			ids = append(ids, s.Command)
		}
	}
	slices.Sort(ids)
	if unlike := len(slices.Compact(slices.Clone(ids))); len(ids) != n || unlike != n {
		t.Errorf("%d statements of %d commands, want %d", len(ids), unlike, n)
	}
	if r, err := eventlog.Verify(t.Context(), c.Env.Log); err != nil || !r.OK() {
		t.Errorf("Verify: %+v, %v", r, err)
	}
}

// TestTwoHeraldsOnAClusterMissAndDoubleNothing: while one of them goes and comes back, and with it the server that leads the
// public stream.
func TestTwoHeraldsOnAClusterMissAndDoubleNothing(t *testing.T) {
	c := open(t)
	c.Replica(drafter.New())
	c.Replica(herald.New())
	stop := c.Replica(herald.New())
	var lead int
	for i := range 30 {
		switch i {
		case 5:
			stop()
		case 10:
			lead = c.Servers.Leader(bus.PublicStream)
			c.Servers.Stop(lead)
		case 15:
			c.Replica(herald.New())
		case 20:
			c.Servers.Start(lead)
		}
		if i%2 == 0 {
			c.Do(delegation.Chair, negotiation.AgreeParagraph{Paragraph: "1"})
		} else {
			c.Do(delegation.Chair, negotiation.ReopenParagraph{Paragraph: "1"})
		}
	}
	want, got := []string{}, []string{}
	last := errors.New("last")
	err := c.Env.Log.Follow(t.Context(), 0, func(s eventlog.Stored) error {
		for i := range s.Events {
			want = append(want, fmt.Sprintf("%s/%d", s.Command, i))
		}
		if s.Seq == c.Last {
			return last
		}
		return nil
	})
	if !errors.Is(err, last) {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	err = api.NewClient(c.Env.Bus).Watch(ctx, api.Filter{}, 0, func(e api.PublicEvent) error {
		got = append(got, e.ID)
		if e.Seq == c.Last {
			return last
		}
		return nil
	})
	if !errors.Is(err, last) {
		t.Errorf("the last commit was not announced: %v", err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("announced (-want +got):\n%s", d)
	}
}
