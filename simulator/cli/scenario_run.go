package cli

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/scenario"
)

// scenarioRun holds the flags of the command.
type scenarioRun struct {
	target
	server             ServerFactory
	all, update        bool
	allowWrites        bool
	asJSON, verbose    bool
	passed, failed     int
	skipped, rewritten int
	reports            []scenario.Report
}

func newScenarioRun(server ServerFactory) *cobra.Command {
	r := &scenarioRun{server: server}
	cmd := &cobra.Command{
		Use:   "run FILE… | NAME… | --all",
		Short: "Play scenarios and compare what happens with what is expected",
		Long: `Play scenarios. Each has a reference server for itself, in this process and in memory, unless --url names another endpoint:
then it is played there, after each other, and what it makes there stays there. A scenario expects an empty endpoint.

Without faults that take real time a scenario takes milliseconds, whatever time passes in it.

--update writes the expected requests into the files, in place of comparing them. Read what has changed.

Exit codes: 0 fine, 1 something was not as expected, 2 usage or a mistake in a file, 3 a scenario could not be played.`,
		Example: `  entrasim scenario run --all
  entrasim scenario run row-01-unassigned --verbose
  entrasim scenario run story.txtar --update
  entrasim scenario run story.txtar --url http://127.0.0.1:8480/scim/v2 --token-env SCIM_TOKEN`,
		RunE: func(cmd *cobra.Command, names []string) error {
			if stop, err := settle(cmd); stop || err != nil {
				return err
			}
			return r.run(cmd, names)
		},
	}
	fs := cmd.Flags()
	addSettings(fs)
	fs.StringVar(&r.url, "url", "", "tenant URL of another endpoint than the reference server, without flags")
	fs.StringVar(&r.tokenEnv, "token-env", defaultTokenEnv, "environment variable that holds the secret token for it")
	fs.StringVar(&r.tokenFile, "token-file", "", "file that holds the secret token for it")
	fs.BoolVar(&r.insecure, "insecure", false, "accept any certificate of the endpoint")
	fs.StringVar(&r.caFile, "ca-file", "", "PEM file with the certificate authorities to trust instead of the system's")
	fs.BoolVar(&r.allowWrites, "allow-writes", false, "consent to creating and deleting data in an endpoint that is not this machine")
	fs.Uint64Var(&r.seed, "seed", 1, "what all ids derive from")
	fs.BoolVar(&r.all, "all", false, "play every scenario that travels with the program")
	fs.BoolVar(&r.update, "update", false, "write the expected requests into the files")
	fs.BoolVar(&r.asJSON, "json", false, "print one JSON document with every report")
	fs.BoolVar(&r.verbose, "verbose", false, "show requests and answers of what failed in full")
	return cmd
}

func (r *scenarioRun) run(cmd *cobra.Command, names []string) error {
	if r.all {
		names = append(names, fixtures.Scenarios()...)
	}
	if len(names) == 0 {
		return usage(nil, "name a file, one of `entrasim scenario list`, or give --all", "no scenario to play")
	}
	options, err := r.options()
	if err != nil {
		return err
	}
	list := make([]*scenario.Scenario, len(names))
	paths := make([]string, len(names))
	for i, name := range names {
		if list[i], paths[i], err = readScenario(name); err != nil {
			return err
		}
		if r.update && paths[i] == "" {
			return usage(nil, "write a copy with `entrasim scenario show "+scenarioName(name)+"` and update that", "%s is part of the program and cannot be updated", name)
		}
	}
	if err := r.reach(cmd, options); err != nil {
		return err
	}
	v := newVoice(cmd, r.verbose)
	v.quiet = r.asJSON
	if options.URL != "" && len(list) > 1 {
		v.note("each scenario expects an empty endpoint, and what one makes stays there: a later one may fail for it")
	}
	for i, s := range list {
		v.show("%d of %d: %s", i+1, len(list), s.Name)
		report, err := s.Play(cmd.Context(), options)
		if err != nil {
			v.clear()
			return &Error{Cause: err, Remedy: orElse(hintOf(err), "see whether the endpoint can be reached, and run it again"), Code: exitFailed}
		}
		if err := r.take(v, report, paths[i]); err != nil {
			return err
		}
	}
	return r.conclude(cmd, v)
}

// reach sees whether somebody else's endpoint is there and takes the token. Otherwise every scenario would tell that it is not as
// expected, which is not what is wrong. What else it may answer is for the scenarios to judge.
func (r *scenarioRun) reach(cmd *cobra.Command, o scenario.Options) error {
	if o.URL == "" {
		return nil
	}
	sim, err := simulator.New(simulator.Config{URL: o.URL, Token: o.Token, Insecure: o.Insecure, RootCAs: o.RootCAs, Directory: simulator.NewDirectory(), Seed: o.Seed})
	if err != nil {
		return explain(err)
	}
	defer sim.Close()
	_, err = sim.Connect(cmd.Context())
	failed, ok := errors.AsType[*simulator.ConnectError](err)
	if !ok || failed.Failure.Class.Network() || failed.Failure.Status == http.StatusUnauthorized {
		return explain(err)
	}
	return nil
}

// options says what is played against.
func (r *scenarioRun) options() (scenario.Options, error) {
	o := scenario.Options{Server: r.server, URL: r.url, Insecure: r.insecure, Update: r.update, Seed: r.seed}
	if r.url == "" {
		if r.server == nil {
			return o, usage(nil, "give the tenant URL, for example --url https://app.example.com/scim/v2", "no tenant URL, and no reference server in this program")
		}
		return o, nil
	}
	u, err := url.Parse(r.url)
	if err != nil || u.Host == "" || u.RawQuery != "" {
		return o, usage(err, "write it like https://app.example.com/scim/v2; the flag aadOptscim062020 is a setting of scenarios", "%q is no tenant URL for scenarios", r.url)
	}
	if !r.allowWrites && !local(u) {
		return o, usage(nil, "add --allow-writes if the endpoint may be written to", "scenarios create and delete users and groups at %s", u.Host)
	}
	if o.Token, err = r.token(); err != nil {
		return o, err
	}
	o.RootCAs, err = r.authorities()
	return o, err
}

// take tells about a report and writes an updated file.
func (r *scenarioRun) take(v *voice, report scenario.Report, path string) error {
	r.reports = append(r.reports, report)
	name := scenarioName(report.Name)
	switch {
	case report.Skipped != "":
		r.skipped++
		v.say("%s  %s: %s", v.paint("skip", weak), name, report.Skipped)
	case report.Passed:
		r.passed++
		v.say("%s    %s  %s", v.paint("ok", good), name, v.paint(report.Title, weak))
	default:
		r.failed++
		v.say("%s  %s  %s", v.paint("FAIL", bad), name, report.Title)
		for _, f := range report.Failures {
			v.failure(f)
		}
	}
	if report.Updated == nil {
		return nil
	}
	r.rewritten++
	if err := os.WriteFile(path, report.Updated, 0o600); err != nil {
		return usage(err, "make the file writable", "update scenario")
	}
	v.note("written: " + path)
	return nil
}

// failure shows what was not as expected, with the exchanges that have to do with it.
func (v *voice) failure(f scenario.Failure) {
	v.say("%s", f)
	for _, x := range f.Exchanges {
		if v.verbose {
			v.exchange(x)
		} else {
			v.say("    %s", v.paint(x.String(), weak))
		}
	}
}

func (r *scenarioRun) conclude(cmd *cobra.Command, v *voice) error {
	v.clear()
	if r.asJSON {
		err := writeJSON(cmd, struct {
			Passed    int               `json:"passed"`
			Failed    int               `json:"failed"`
			Skipped   int               `json:"skipped"`
			Scenarios []scenario.Report `json:"scenarios"`
		}{r.passed, r.failed, r.skipped, r.reports})
		if err != nil {
			return err
		}
	} else {
		v.say("%s", v.paint(fmt.Sprintf("%s: %d passed, %d failed, %d skipped", plural(len(r.reports), "scenario"), r.passed, r.failed, r.skipped), label))
	}
	if r.failed == 0 {
		return nil
	}
	remedy := "--verbose shows requests and answers in full"
	if r.verbose {
		remedy = "`entrasim scenario verbs` says what each line means"
	}
	return &Error{Cause: errNotAsExpected, Message: plural(r.failed, "scenario"), Remedy: remedy, Code: exitFindings}
}

var errNotAsExpected = errors.New("not as expected")
