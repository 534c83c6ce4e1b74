package people

// Department is a part of the company.
type Department struct {
	Name string
	// Weight is its share of the staff among the weights of all.
	Weight int
	// Titles of those who lead nobody.
	Titles []string
	// CostCenter is a number for accounting.
	CostCenter string
}

// Departments lists the parts of the company.
func Departments() []Department { return departments }

var departments = []Department{
	{"Engineering", 24, []string{"Software Engineer", "Senior Software Engineer", "Test Engineer", "Site Reliability Engineer"}, "CC-1100"},
	{"Sales", 16, []string{"Account Executive", "Sales Representative", "Inside Sales Agent"}, "CC-2100"},
	{"Customer Support", 13, []string{"Support Agent", "Support Specialist", "Escalation Engineer"}, "CC-2300"},
	{"Operations", 11, []string{"Operations Coordinator", "Shift Planner", "Process Analyst"}, "CC-3100"},
	{"Logistics", 9, []string{"Dispatcher", "Warehouse Clerk", "Customs Agent"}, "CC-3200"},
	{"Finance", 6, []string{"Accountant", "Controller", "Payroll Clerk"}, "CC-4100"},
	{"Marketing", 6, []string{"Content Editor", "Campaign Planner", "Designer"}, "CC-2200"},
	{"Research & Development", 5, []string{"Research Scientist", "Laboratory Technician"}, "CC-1200"},
	{"People & Culture", 4, []string{"Recruiter", "People Partner"}, "CC-4200"},
	{"Procurement", 3, []string{"Buyer", "Category Specialist"}, "CC-3300"},
	{"Legal", 2, []string{"Counsel", "Contract Clerk"}, "CC-4300"},
	{"Security", 1, []string{"Security Analyst", "Access Administrator"}, "CC-1300"},
}

// Partners are the companies guests come from.
var Partners = []string{
	"brightwater.example", "kestrel-audit.example", "lumen-legal.example", "northgate-it.example", "ostwind-logistik.example",
}

// Project gives the name of the n-th project, counted from 0. There are as many as one likes.
func Project(n int) string {
	bird := birds[n%len(birds)]
	name := colours[n/len(birds)%len(colours)] + " " + bird
	if round := n / (len(birds) * len(colours)); round > 0 {
		return name + " " + roman(round+1)
	}
	return name
}

// roman writes a number the way project names count.
func roman(n int) string {
	text := ""
	for _, digit := range []struct {
		value int
		text  string
	}{
		{1000, "M"},
		{900, "CM"},
		{500, "D"},
		{400, "CD"},
		{100, "C"},
		{90, "XC"},
		{50, "L"},
		{40, "XL"},
		{10, "X"},
		{9, "IX"},
		{5, "V"},
		{4, "IV"},
		{1, "I"},
	} {
		for ; n >= digit.value; n -= digit.value {
			text += digit.text
		}
	}
	return text
}

var colours = []string{
	"Amber", "Blue", "Crimson", "Dusky", "Emerald", "Fawn", "Golden", "Hazel", "Ivory", "Jade", "Khaki", "Lilac", "Mauve", "Navy",
	"Ochre", "Pale", "Quartz", "Russet", "Silver", "Teal", "Umber", "Violet", "White", "Yellow",
}

var birds = []string{
	"Heron", "Avocet", "Bunting", "Curlew", "Dunlin", "Egret", "Finch", "Godwit", "Harrier", "Ibis", "Jay", "Kingfisher", "Lapwing",
	"Martin", "Nightjar", "Osprey", "Plover", "Quail", "Redstart", "Sandpiper", "Tern", "Vireo", "Wagtail", "Wren", "Snipe",
	"Gull", "Swift", "Kite", "Crane", "Stork", "Merlin", "Linnet",
}
