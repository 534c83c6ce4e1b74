package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/simulator"
)

// mapping is the guide's: the four user mappings and the default group mappings.
const mapping = "wando"

// organisation is the customer as the vendor knows it.
const organisation = "vitskar"

// application is the name the guide gives the enterprise application.
const application = "Wando"

// roleOf is the list the customer sends to the support contact in step 9.
var roleOf = []struct{ group, role string }{
	{"Wando Admins", "admin"},
	{"Wando Bosses", "boss"},
	{"Wando Members", "member"},
}

// guide plays the ten steps.
func (p *play) guide(ctx context.Context, clock simulator.Clock) error {
	for i, step := range []struct {
		title string
		play  func(context.Context, simulator.Clock) error
	}{
		{"Open the enterprise application", p.openApplication},
		{"Request a SCIM token from the Wando contact", p.requestToken},
		{"Open the Provisioning tab, mode Automatic", p.openProvisioning},
		{"Enter Wando's SCIM endpoint and the token", p.enterEndpoint},
		{"Test the connection", p.testConnection},
		{"Confirm the attribute mappings of users", p.confirmUserMappings},
		{"Push groups", p.confirmGroupMappings},
		{"Assign users and groups", p.assign},
		{"Map groups to Wando roles", p.sendRoleList},
		{"Start the provisioning cycle", p.startProvisioning},
	} {
		p.step(i+1, step.title)
		if err := step.play(ctx, clock); err != nil {
			return fmt.Errorf("step %d, %s: %w", i+1, strings.ToLower(step.title), err)
		}
	}
	return nil
}

func (p *play) openApplication(context.Context, simulator.Clock) error {
	p.say("Entra ID → Enterprise applications → New application → non-gallery, named %q", application)
	return nil
}

func (p *play) requestToken(ctx context.Context, _ simulator.Clock) error {
	const base = "/admin/v1/organisations"
	if err := p.contact.do(ctx, http.MethodPost, base, map[string]string{"id": organisation, "name": "Vitskär Rederi"}, nil); err != nil {
		return err
	}
	var issued struct{ Secret, Provider string }
	err := p.contact.do(ctx, http.MethodPost, base+"/"+organisation+"/tokens",
		map[string]string{"provider": organisation + "-entra", "label": "customer guide, step 2"}, &issued)
	if err != nil {
		return err
	}
	p.secret, p.provider = issued.Secret, issued.Provider
	p.say("Wando's contact issues one for organisation %q; it is shown once: ***:%s", organisation, p.provider)
	return nil
}

func (p *play) openProvisioning(context.Context, simulator.Clock) error {
	p.say("Provisioning → Get started → Provisioning Mode: Automatic")
	return nil
}

func (p *play) enterEndpoint(_ context.Context, clock simulator.Clock) (err error) {
	p.say("Tenant URL    %s", p.scimURL)
	p.say("Secret Token  ***:%s", p.provider)
	p.sim, err = p.enterCredentials(p.secret, clock)
	return err
}

// testConnection shows the red banner first: a token that was mistyped.
func (p *play) testConnection(ctx context.Context, clock simulator.Clock) error {
	mistyped, err := p.enterCredentials("mistyped:"+p.provider, clock)
	if err != nil {
		return err
	}
	defer mistyped.Close()
	p.say("First with a mistyped token:")
	report, err := mistyped.Connect(ctx)
	p.connection(report)
	refused := (*simulator.ConnectError)(nil)
	if !errors.As(err, &refused) {
		return fmt.Errorf("a mistyped token must be refused, but: %w", errors.Join(err, errors.New("the test was green")))
	}
	p.bad("%s", refused.Code)
	p.say("Then with the token of step 2:")
	report, err = p.sim.Connect(ctx)
	p.connection(report)
	if err != nil {
		return err
	}
	p.good("the supplied credentials are authorized to enable provisioning")
	return nil
}

func (p *play) connection(report simulator.ConnectReport) {
	for _, step := range report.Steps {
		p.wire(step.Exchange)
	}
}

func (p *play) confirmUserMappings(context.Context, simulator.Clock) error { return p.mappings("User") }

func (p *play) confirmGroupMappings(context.Context, simulator.Clock) error {
	return p.mappings("Group")
}

// mappings prints the attribute mappings of a source object type as the portal lists them.
func (p *play) mappings(source string) error {
	data, err := fixtures.Mapping(mapping)
	if err != nil {
		return err
	}
	var schema struct {
		SynchronizationRules []struct {
			ObjectMappings []struct {
				Name, SourceObjectName string
				AttributeMappings      []struct {
					TargetAttributeName string
					MatchingPriority    int
					Source              struct{ Expression, Name, Type string }
				}
			}
		}
	}
	if err := json.Unmarshal(data, &schema); err != nil {
		return fmt.Errorf("read the mappings: %w", err)
	}
	for _, rule := range schema.SynchronizationRules {
		for _, object := range rule.ObjectMappings {
			if object.SourceObjectName != source {
				continue
			}
			p.say("%s:", object.Name)
			for _, m := range object.AttributeMappings {
				from, note := m.Source.Name, ""
				if m.Source.Type == "Function" {
					from = m.Source.Expression
				}
				if m.MatchingPriority > 0 {
					note = fmt.Sprintf("   matching precedence %d", m.MatchingPriority)
				}
				p.say("  %s → %s%s", from, m.TargetAttributeName, note)
			}
		}
	}
	return nil
}

// assign shows what the directory file has assigned to the application.
func (p *play) assign(context.Context, simulator.Clock) error {
	scope := 0
	for user := range p.directory.All(simulator.KindUser) {
		if p.directory.Assigned(user.ID()) {
			scope++
		}
	}
	for _, a := range p.directory.Assignments() {
		object, _ := p.directory.Object(a.ID)
		if a.Kind == simulator.KindGroup {
			p.say("group  %s (%d members)", object.DisplayName(), object.MemberCount())
		} else {
			p.say("user   %s", object.DisplayName())
		}
	}
	p.say("Only assigned users and groups are pushed: %d of %d users.", scope, p.directory.Len(simulator.KindUser))
	return nil
}

func (p *play) sendRoleList(context.Context, simulator.Clock) error {
	for _, m := range roleOf {
		p.say("%s → %s", m.group, m.role)
	}
	p.say("The list goes to Wando's contact, who wires it up when the groups have arrived.")
	return nil
}

// startProvisioning runs the initial cycle; after it the groups are there and the contact maps them to roles.
func (p *play) startProvisioning(ctx context.Context, _ simulator.Clock) error {
	p.say("Provisioning Status: On → Save")
	report, err := p.sim.RunCycle(ctx)
	if err != nil {
		return err
	}
	p.cycle(report)
	for _, m := range roleOf {
		err := p.contact.do(ctx, http.MethodPost, "/admin/v1/organisations/"+organisation+"/role-mappings",
			map[string]string{"group": m.group, "role": m.role}, nil)
		if err != nil {
			return err
		}
	}
	p.good("Wando's contact has mapped %d groups to roles; provisioning is live", len(roleOf))
	return nil
}
