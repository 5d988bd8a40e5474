/// One word of a scenario file with the members that stand below it: what the reader takes, what the schema says and what
/// the page explains are all made from these.
package struct ScenarioWord: Sendable {
    /// What a value must look like.
    package enum Kind: String, Sendable, CaseIterable {
        case text, decimal, count, date, month, moment, span, word
        /// A day, or a list of days.
        case dates
        /// A mapping of any names to texts.
        case texts
        /// A list of words.
        case words
        /// A mapping of kinds to counts, or `none`.
        case counts
    }

    /// One member below a word.
    package struct Member: Sendable {
        package let name: String
        package let kind: Kind
        package let isRequired: Bool
        package let about: String

        init(_ name: String, _ kind: Kind, _ about: String, required: Bool = false) {
            self.name = name
            self.kind = kind
            self.isRequired = required
            self.about = about
        }
    }

    package let name: String
    package let about: String
    package let members: [Member]
    /// Whether members beside the known ones go on to the simulator as they are.
    package let isOpen: Bool

    init(_ name: String, _ about: String, open: Bool = false, _ members: [Member]) {
        self.name = name
        self.about = about
        self.members = members
        isOpen = open
    }
}

extension ScenarioWord {
    private static func needed(_ name: String, _ kind: Kind, _ about: String) -> Member {
        Member(name, kind, about, required: true)
    }

    /// What can happen in a step.
    package static let steps: [ScenarioWord] = work + office + trouble + people

    private static let work = [
        ScenarioWord(
            "crew",
            "Many employees worked: a row a day for each, with project, code and hours drawn from the seed, in one file of a drop of "
                + "the kind `timesheets`.",
            [
                needed("employees", .count, "how many"), needed("projects", .words, "the projects' codes"),
                needed("codes", .words, "the cost codes"), needed("on", .dates, "the day, or a list of days"),
                Member("in", .text, "the drop; needed where there are several"),
                Member("first", .count, "the number of the first, 401 if it is missing"),
                Member(
                    "exceptions",
                    .counts,
                    "how many of each kind are planted: \(PlantedHours.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))"
                ),
            ]
        ),
        ScenarioWord(
            "hours",
            "An employee worked: a row of the timesheet that a drop of the kind `timesheets` gives.",
            [
                needed("employee", .text, "the number"), needed("project", .text, "the project's code"),
                needed("code", .text, "the cost code"), needed("hours", .decimal, "hours a day"),
                needed("on", .dates, "the day, or a list of days"),
                Member("in", .text, "the drop; needed where there are several"),
                Member("pay", .text, "the pay code, `REG` if it is missing"),
                Member("status", .text, "`Approved` if it is missing, or `Open`"),
                Member("by", .text, "who approved it in the time system, `foreman` if it is missing"),
                Member("id", .text, "the row's id; made of employee, day, code and pay code if it is missing"),
            ]
        ),
        ScenarioWord(
            "changeOrder",
            "A change order is exported by a drop of the kind `change-orders`.",
            [
                needed("project", .text, "the project's code"), needed("number", .text, "its number"),
                needed("code", .text, "the cost code"), needed("type", .text, "the kind of cost, such as `L`"),
                needed("budget", .decimal, "what it adds to the budget of the code"),
                Member("in", .text, "the drop; needed where there are several"),
                Member("contract", .decimal, "what it adds to the contract, 0.00 if it is missing"),
                Member("status", .text, "`Approved` if it is missing, or `Pending`"),
            ]
        ),
        ScenarioWord(
            "file",
            "A file is dropped, whole, into a folder of the site.",
            [
                needed("to", .text, "the folder below the site's, such as `time/incoming`"),
                needed("name", .text, "the file's name"), needed("text", .text, "its content"),
            ]
        ),
        ScenarioWord(
            "machines",
            "Something goes wrong with machines that are drawn from the seed, another one for each exception. Meters fall and rise at "
                + "once, so let it be after work; a reading in the future takes the place of one, so let it be on a day without work.",
            [
                needed(
                    "exceptions",
                    .counts,
                    "how many of each kind: \(PlantedMachine.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))"
                ), Member("in", .text, "the telematics simulator"),
            ]
        ),
        ScenarioWord(
            "mobilise",
            "Many machines, drawn from the seed, are sent to new projects, one for each twenty-five, where they work from the next day "
                + "on; the configurations are written anew by the dispatch board.",
            [needed("machines", .count, "how many"), Member("in", .text, "the telematics simulator")]
        ),
        ScenarioWord(
            "meter",
            "The hour meter of a machine is replaced.",
            [
                needed("equipment", .text, "the machine"), Member("in", .text, "the telematics simulator"),
                Member("at", .moment, "when, now if it is missing"),
                Member("shows", .decimal, "what the new meter shows, 0.00 if it is missing"),
            ]
        ),
    ]

    private static let office = [
        ScenarioWord(
            "award",
            "An estimate is awarded, and exported.",
            [
                needed("estimate", .text, "its number"), Member("in", .text, "the estimating simulator"),
                Member("revision", .text, "the latest if it is missing"),
            ]
        ),
        ScenarioWord(
            "estimates",
            "An estimate of lines drawn from the seed is made for each project, called `E` and the project's code, awarded and exported.",
            [
                needed("projects", .words, "the projects' codes"), Member("in", .text, "the estimating simulator"),
                Member("lines", .count, "how many lines each has, 12 if it is missing"),
                Member(
                    "exceptions",
                    .counts,
                    "how many of each kind are planted: "
                        + PlantedEstimate.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
                ),
            ]
        ),
        ScenarioWord(
            "locks",
            "Finance locks the books of Odoo's first company up to a day.",
            [needed("through", .date, "the last day that is locked"), Member("in", .text, "the Odoo simulator")]
        ),
        ScenarioWord(
            "closes",
            "A person declares a month closed (`purlin period close`).",
            [needed("month", .month, "such as `2026-01`"), needed("as", .text, "who")]
        ),
    ]

    private static let trouble = [
        ScenarioWord(
            "down",
            "A system is out of reach from now on.",
            [needed("system", .text, "which"), needed("for", .span, "how long: `90s`, `15m`, `1h`, `2d`")]
        ),
        ScenarioWord(
            "fault",
            "A fault rule (simulators.md) is added; its members are those of the rule.",
            open: true,
            [needed("on", .text, "the simulated system"), needed("kind", .text, "the kind of fault")]
        ),
        ScenarioWord(
            "quirk",
            "An oddity of a simulated system is switched on; its members are those of the quirk.",
            open: true,
            [needed("of", .text, "the simulated system"), needed("name", .text, "the quirk")]
        ),
    ]

    private static let selection = [
        Member("role", .text, "only what waits for this role"),
        Member("topic", .text, "only what concerns this business key"),
        Member("atLeast", .count, "how many must wait, 1 if it is missing"),
    ]

    private static let people = [
        ScenarioWord(
            "approve",
            "A person approves what waits.",
            [needed("as", .text, "who")] + selection
        ),
        ScenarioWord(
            "reject",
            "A person rejects what waits.",
            [needed("as", .text, "who"), needed("because", .text, "the reason")] + selection
        ),
        ScenarioWord(
            "exception",
            "Notes that an earlier step, or what a simulator is, must be found as a case.",
            [
                needed("kind", .text, "the kind of case"),
                needed("about", .words, "what stands in its subject or summary"),
            ]
        ),
        ScenarioWord(
            "retry",
            "A person lets all cases of a kind be tried again.",
            [needed("as", .text, "who"), needed("kind", .text, "the kind of case")]
        ),
        ScenarioWord(
            "passes",
            "Time passes in steps, with `purlin run` at work all the while.",
            [
                needed("until", .moment, "the end"), needed("every", .span, "the step, at least `1m`"),
            ]
        ),
        ScenarioWord(
            "control",
            "Any other control request of a simulator (its README).",
            [
                needed("of", .text, "the simulated system"),
                needed("path", .text, "what stands behind `/_sim/`"),
                needed("body", .text, "the body, as JSON"),
            ]
        ),
        ScenarioWord(
            "purlin",
            "Any `purlin` command.",
            [
                needed("run", .words, "its words, without `--config` and `--json`"),
                Member("exits", .count, "how it must end, 0 if it is missing"),
                Member("says", .text, "what must be in its answer"),
            ]
        ),
    ]

    /// What can be expected.
    package static let expectations = [
        ScenarioWord(
            "budget",
            "The budget of a project.",
            [
                needed("project", .text, "its code"), Member("original", .decimal, "before changes"),
                Member("revised", .decimal, "with changes"),
            ]
        ),
        ScenarioWord(
            "costs",
            "Sums over the lines that Odoo really holds, read past its API.",
            [
                Member("in", .text, "the Odoo simulator"), Member("project", .text, "only this project"),
                Member("code", .text, "only this cost code"), Member("from", .date, "only from this day on"),
                Member("until", .date, "only up to this day"),
                Member("each", .decimal, "only lines of this amount"),
                Member("lines", .count, "how many"), Member("hours", .decimal, "the sum of quantities"),
                Member("amount", .decimal, "the sum of amounts; cost is negative in Odoo"),
            ]
        ),
        ScenarioWord(
            "paid",
            "Hours and cost by project, cost code and day are in Odoo what payroll really paid, to the cent, and nothing else is.",
            [
                needed("of", .text, "the payroll simulator"), needed("in", .text, "the Odoo simulator"),
                Member("without", .words, "cost codes of Odoo's lines that are no labour"),
            ]
        ),
        ScenarioWord(
            "worked",
            "Hours and cost by machine, project, cost code and day are in Odoo what the machines really worked at the dispatch board's "
                + "rates, to the cent, and nothing else is under their cost codes; from the day on which a machine is silent (`machines`) none is.",
            [
                needed("of", .text, "the telematics simulator"), needed("in", .text, "the Odoo simulator"),
                Member("until", .date, "the last day that counts"),
            ]
        ),
        ScenarioWord(
            "truth",
            "A value of what a simulated system holds, read past its interface.",
            [
                needed("of", .text, "the simulated system"),
                needed("member", .text, "the value's place, such as `totals.hours` or `batches[0].status`"),
                needed("is", .text, "the value; of a list or mapping its JSON"),
            ]
        ),
        ScenarioWord(
            "journal",
            "The order in which things of a business key came into the journal; others may stand between them.",
            [needed("key", .text, "the business key"), needed("order", .words, "kinds of entries")]
        ),
        ScenarioWord(
            "fired",
            "How many requests met a fault rule.",
            [needed("of", .text, "the simulated system"), needed("times", .count, "how often")]
        ),
    ]
    /// Expectations whose value is no mapping of members.
    package static let plainExpectations: [ScenarioWord.Member] = [
        Member("cases", .counts, "the open cases by kind, and no others; `none` for none"),
        Member("planted", .word, "`found`: the open cases are the planted exceptions, each once, and no others"),
        Member(
            "budgets",
            .word,
            "`awarded`: by project and cost code, the budgets of all companies are what estimating awarded, to the cent, without what a "
                + "planted exception holds; and no others"
        ),
        Member("approvals", .count, "how many decisions wait for a person"),
        Member("nothingElse", .word, "`true`: each line in Odoo's ledger is meant by one of `costs`"),
        Member("audit", .word, "`whole`: the journal's chain verifies"),
    ]
    /// What stands at the top of the file.
    package static let head: [ScenarioWord.Member] = [
        needed("scenario", .text, "its name"), Member("about", .text, "what it shows"),
        Member("seed", .count, "the first seed, 1 if it is missing"),
        needed("start", .moment, "the virtual time at the start"),
        needed("timeZone", .text, "the site's, in which moments are written, such as `America/Denver`"),
        Member(
            "companies",
            .words,
            "each with a runtime of its own, `NAME.yaml` in the site's folder; one with `purlin.yaml` if it is missing"
        ),
        needed("site", .text, "the folder with `purlin.yaml` and what it names, from the file's folder"),
    ]
}
