package syncschema

import "github.com/go-json-experiment/json/jsontext"

// Schema is Graph's synchronizationSchema.
type Schema struct {
	ID                   string         `json:"id"`
	Version              string         `json:"version"`
	SynchronizationRules []*Rule        `json:"synchronizationRules"`
	Directories          []*Directory   `json:"directories"`
	Unknown              jsontext.Value `json:",embed"`
}

// Rule is Graph's synchronizationRule.
type Rule struct {
	ContainerFilter     jsontext.Value   `json:"containerFilter,omitzero"`
	Editable            bool             `json:"editable"`
	GroupFilter         jsontext.Value   `json:"groupFilter,omitzero"`
	ID                  string           `json:"id"`
	Name                string           `json:"name"`
	Priority            int              `json:"priority"`
	SourceDirectoryName string           `json:"sourceDirectoryName"`
	TargetDirectoryName string           `json:"targetDirectoryName"`
	Metadata            []Metadata       `json:"metadata"`
	ObjectMappings      []*ObjectMapping `json:"objectMappings"`
	Unknown             jsontext.Value   `json:",embed"`
}

// Metadata is an entry of any of Graph's metadata lists.
type Metadata struct {
	Key     string         `json:"key"`
	Value   *string        `json:"value"`
	Unknown jsontext.Value `json:",embed"`
}

// ObjectMapping is Graph's objectMapping.
type ObjectMapping struct {
	Enabled           Flag                `json:"enabled"`
	FlowTypes         FlowTypes           `json:"flowTypes"`
	Name              string              `json:"name"`
	Scope             *Filter             `json:"scope"`
	SourceObjectName  string              `json:"sourceObjectName"`
	TargetObjectName  string              `json:"targetObjectName"`
	AttributeMappings []*AttributeMapping `json:"attributeMappings"`
	Metadata          []Metadata          `json:"metadata"`
	Unknown           jsontext.Value      `json:",embed"`
}

// AttributeMapping is Graph's attributeMapping.
type AttributeMapping struct {
	DefaultValue            *string        `json:"defaultValue"`
	ExportMissingReferences bool           `json:"exportMissingReferences"`
	FlowBehavior            FlowBehavior   `json:"flowBehavior"`
	FlowType                FlowType       `json:"flowType"`
	MatchingPriority        int            `json:"matchingPriority"`
	TargetAttributeName     string         `json:"targetAttributeName"`
	Source                  *Source        `json:"source"`
	Unknown                 jsontext.Value `json:",embed"`
}

// Source is Graph's attributeMappingSource: an expression as text and as a tree.
type Source struct {
	Expression string         `json:"expression"`
	Name       string         `json:"name"`
	Type       SourceType     `json:"type"`
	Parameters []Parameter    `json:"parameters"`
	Unknown    jsontext.Value `json:",embed"`
}

// Parameter is an argument of a function in a source tree.
type Parameter struct {
	Key     string         `json:"key"`
	Value   *Source        `json:"value"`
	Unknown jsontext.Value `json:",embed"`
}

// Filter is the scope of an object mapping.
type Filter struct {
	CategoryFilterGroups []FilterGroup  `json:"categoryFilterGroups"`
	InputFilterGroups    []FilterGroup  `json:"inputFilterGroups"`
	Groups               []FilterGroup  `json:"groups"`
	Unknown              jsontext.Value `json:",embed"`
}

// FilterGroup is a set of clauses that must all hold.
type FilterGroup struct {
	Name    string         `json:"name"`
	Clauses []FilterClause `json:"clauses"`
	Unknown jsontext.Value `json:",embed"`
}

// FilterClause compares one attribute.
type FilterClause struct {
	OperatorName      string         `json:"operatorName"`
	SourceOperandName string         `json:"sourceOperandName"`
	TargetOperand     *FilterOperand `json:"targetOperand"`
	Unknown           jsontext.Value `json:",embed"`
}

// FilterOperand holds the values a clause compares with.
type FilterOperand struct {
	Values  []string       `json:"values"`
	Unknown jsontext.Value `json:",embed"`
}
