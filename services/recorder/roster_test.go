package recorder_test

import (
	"testing"

	"adref/pkg/api"
	"adref/pkg/delegation"
	"adref/pkg/negotiation"
	"adref/pkg/service"
	"adref/pkg/service/servicetest"
	"adref/services/recorder"
)

func TestNamesComeFromTheRosterWhereNoneAreGiven(t *testing.T) {
	w := servicetest.New(t, recorder.New())
	admit := func(d delegation.Delegation) {
		t.Helper()
		w.Do(delegation.Chair, negotiation.AdmitDelegation{Delegation: d})
	}
	w.Do(delegation.Chair, negotiation.OpenProcess{Title: "Names"})
	admit(delegation.Delegation{Code: "peru"})
	admit(delegation.Delegation{Code: "holy-see"})
	admit(delegation.Delegation{Code: "norway", Names: map[string]string{"en": "Noreg"}, Aliases: []string{"Norge"}})
	admit(delegation.Delegation{Code: "sweden", Observer: true})
	w.Do(delegation.Chair, negotiation.FormGroup{Group: delegation.Group{Code: "nordic-countries"}})
	w.Do(delegation.Chair, negotiation.FormGroup{Group: delegation.Group{Code: "g77", Members: []string{"peru"}}})
	refused(t, w, negotiation.FormGroup{Group: delegation.Group{Code: "nam"}}, api.Invalid, "members")
	refused(t, w, negotiation.AdmitDelegation{Delegation: delegation.Delegation{Code: "atlantis"}}, api.Invalid, "name in English")

	p, err := service.NewLoader(w.Env.Log, w.Env.Blobs).Process(t.Context(), "ict", service.Newest)
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]delegation.Delegation{}
	for _, d := range p.Delegations {
		by[d.Code] = d
	}
	if d := by["peru"]; d.Name("ar") != "بيرو" || d.SortKey("zh") != "必鲁" || d.Observer {
		t.Errorf("recorded: %+v", d)
	}
	if d := by["norway"]; d.Name("fr") != "Noreg" || len(d.Aliases) != 1 {
		t.Errorf("names that were given were replaced: %+v", d)
	}
	if !by["holy-see"].Observer || !by["sweden"].Observer {
		t.Error("an observer takes part in the decision")
	}
	if g := p.Groups; len(g) != 2 || len(g[0].Members) != 2 || g[0].Name("ru") != "Страны Северной Европы" || len(g[1].Members) != 1 {
		t.Errorf("groups: %+v", g)
	}
}
