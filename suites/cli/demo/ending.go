package demo

import (
	"context"
	"net/http"
	"strings"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"

	"github.com/entrasim/entrasim/simulator"
)

// ending shows who has which role and why, and compares the target with the source.
func (p *play) ending(ctx context.Context, _ simulator.Clock) error {
	if err := p.roles(ctx); err != nil {
		return err
	}
	return p.compare(ctx)
}

// roles prints the table of effective roles with the reason for each.
func (p *play) roles(ctx context.Context) error {
	base := "/admin/v1/organisations/" + organisation
	var effective struct {
		EffectiveRoles []struct {
			UserID, UserName, Role, GroupID string
			Active                          bool
		}
	}
	if err := p.contact.do(ctx, http.MethodGet, base+"/effective-roles", nil, &effective); err != nil {
		return err
	}
	target, err := p.read(ctx)
	if err != nil {
		return err
	}
	p.act("Who has which role, and why")
	rows := table.New().Headers("user", "role", "because").Border(plainBorder).BorderTop(false).BorderBottom(false).
		BorderLeft(false).BorderRight(false).BorderColumn(false).
		StyleFunc(func(int, int) lipgloss.Style { return lipgloss.NewStyle().PaddingRight(2) })
	for _, e := range effective.EffectiveRoles {
		role, why := e.Role, ""
		switch {
		case !e.Active:
			role, why = "–", "inactive: no role, whatever the groups"
		case role == "":
			role, why = "–", "in no group that is mapped to a role"
		default:
			why = "member of " + target.groups[e.GroupID].DisplayName
			if others := target.otherGroups(e.UserID, e.GroupID); len(others) > 0 {
				why += " (also of " + strings.Join(others, ", ") + ")"
			}
		}
		rows.Row(e.UserName, role, why)
	}
	for line := range strings.Lines(rows.String()) {
		p.printf("    %s\n", strings.TrimRight(line, " \n"))
	}
	return nil
}
