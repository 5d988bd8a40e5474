import CanonicalModel
import ConnectorRuntime
import ConstructionFlows
import FoundationEssentials
import JSON
import Yams

extension ConfigurationReader {
    func timeToPayroll(_ value: YAMLValue, _ surroundings: FlowSurroundings) -> FlowBinding? {
        let (company, systems) = (surroundings.company, surroundings.systems)
        let keys = [
            "from", "payroll", "to", "period", "cutoff", "overdueAfter", "collectFor", "rejects",
            "mostHoursPerDay", "payrollRole", "financeRole", "deliver", "mode", "projects", "employees",
        ]
        let mapping = MappingReader(value, allowed: keys)
        let times =
            mapping.required("from").map { systemNames($0, systems, with: [.fileSource, .restSource, .webhookSource]) }
        let payroll = mapping.required("payroll").map { systemNames($0, systems, with: [.fileSink]) } ?? []
        let ledger = mapping.required("to").map { systemNames($0, systems, with: [.restSink, .webhookSink]) } ?? []
        let calendar = mapping.required("period").flatMap { payCalendar($0) }
        guard let calendar else { return nil }
        var settings = TimeToPayrollSettings(
            company: company.code,
            zone: company.zone,
            calendar: calendar,
            codes: surroundings.codes
        )
        settings.cutoff = mapping.optional("cutoff")?.duration() ?? settings.cutoff
        settings.overdueAfter = mapping.optional("overdueAfter")?.duration() ?? settings.overdueAfter
        settings.collectFor = mapping.optional("collectFor")?.duration() ?? settings.collectFor
        let words = TimeToPayrollSettings.RejectProfile.allCases.map(\.rawValue).joined(separator: ", ")
        let profile = mapping.optional("rejects")?
            .value("one of \(words)") { TimeToPayrollSettings.RejectProfile(rawValue: $0) }
        settings.rejects = profile ?? settings.rejects
        settings.mostHoursPerDay =
            mapping.optional("mostHoursPerDay")?
            .value("a number of hours above 0, such as 16") { Decimal(plain: $0).flatMap { $0 > 0 ? $0 : nil } }
            ?? TimeToPayrollSettings.hoursOfADay
        settings.employees = mapping.optional("employees").map { $0.elements().compactMap { employee($0) } }
        settings.payrollRole = mapping.optional("payrollRole")?.text() ?? settings.payrollRole
        settings.projects = mapping.list("projects").compactMap { project($0, company) }
        reportRepeated(mapping.list("projects"), "code")
        settings.financeRole = mapping.optional("financeRole")?.text()
        reportVacancy(settings.payrollRole, surroundings.people, at: value)
        if let role = settings.financeRole { reportVacancy(role, surroundings.people, at: value) }
        guard let payroll = payroll.first, let ledger = ledger.first else { return nil }
        let deliver = mapping.optional("deliver").flatMap { schedule($0, company.zone) }
        return FlowBinding(
            flow: TimeToPayrollToJobCost(settings),
            sources: Set(times ?? []).union([payroll]),
            target: ledger,
            objectTargets: [PayrollBatch.name: payroll],
            deliverySchedule: deliver ?? .realTime
        )
    }

    /// `"0042"`, or `{number: "0042", from: 2026-01-05, until: 2026-07-01}`.
    private func employee(_ value: YAMLValue) -> KnownEmployee? {
        if case .scalar = value.node { return value.text().map { KnownEmployee($0) } }
        let mapping = MappingReader(value, allowed: ["number", "from", "until"])
        let (from, until) = (mapping.optional("from")?.date(), mapping.optional("until")?.date())
        if let from, let until, until <= from { mapping.optional("until")?.report("must be later than 'from'") }
        return mapping.required("number")?.text().map { KnownEmployee($0, from: from, until: until) }
    }

    /// `{ends: 2026-01-04, days: 7}`: the last day of any pay period, and how many days each has.
    private func payCalendar(_ value: YAMLValue) -> PayCalendar? {
        let mapping = MappingReader(value, allowed: ["ends", "days"])
        let end = mapping.required("ends")?.date()
        var days: Int? = 7
        if let given = mapping.optional("days") {
            days = given.value("7 or 14") { ["7": 7, "14": 14][$0] }
        }
        guard let end, let days else { return nil }
        return PayCalendar(periodEnding: end, days: days)
    }
}
