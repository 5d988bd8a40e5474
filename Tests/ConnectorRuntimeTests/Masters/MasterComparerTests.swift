import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConstructionFlows
import Governance
import JSON
import Synchronization
import Testing

/// What lists of projects, cost codes, employees and machines differ by (domain.md L1).
struct MasterComparerTests {
    @Test func whatTheRuntimeDeliveredIsEqual() async throws {
        let office = try MasterOffice()
        try await office.run()
        let report = try await office.compare()
        #expect(report.lines == [] && report.verdict == .equal)
        let compared = report.comparisons.map { "\($0.master.rawValue) \($0.holder.name) \($0.owned) \($0.held)" }
        #expect(compared == ["project odoo 2 2", "employee staff 2 2", "equipment odoo 2 2"])
        #expect(report.comparisons.allSatisfy { $0.owner == .configuration })
    }

    @Test func aSystemThatListsNoneIsNamed() async throws {
        let office = try MasterOffice()
        let gaps = try await office.compare().gaps.map { "\($0.master.rawValue) \($0.system ?? "-"): \($0.reason)" }
        #expect(
            gaps == [
                "project fleet: its connector lists none", "costCode -: the configuration lists none",
                "employee odoo: its connector lists none", "equipment fleet: its connector lists none",
            ]
        )
    }

    @Test func eachEntryThatDiffersIsNamed() async throws {
        let office = try MasterOffice()
        try await office.run()
        office.odoo.remove("26-015")
        office.odoo.write(11, MasterOffice.project("26-099", "Unheard of"))
        office.odoo.write(12, MasterOffice.project("25-001", "Long over", isArchived: true))
        office.odoo.rewrite(MasterOffice.project("26-014", "South Rim"))
        office.odoo.remove("EX-105")
        office.odoo.write(13, MasterOffice.machine("EX-105", serial: "KX30A00999"))
        office.odoo.write(14, MasterOffice.machine("EX-105", serial: "KX30A00105", isArchived: true))
        let report = try await office.compare()
        #expect(
            report.lines == [
                "differs project 26-014 in odoo: odoo has name 'South Rim' instead of 'North Rim'",
                "missing project 26-015 in odoo: odoo does not have it",
                "unknown project 26-099 in odoo: odoo has it, and the configuration does not",
                "differs equipment EX-105 in odoo: odoo has number KX30A00999 instead of KX30A00105",
            ]
        )
        #expect(report.verdict == .differs)
        #expect(try await office.compare([.equipment]).lines.count == 1)
        #expect(try await office.compare(in: "staff").lines.isEmpty)
    }

    @Test func whatIsArchivedOnOneSideAloneDiffers() async throws {
        let office = try MasterOffice()
        try await office.run()
        office.odoo.rewrite(MasterOffice.project("26-014", "Another name", isArchived: true))
        office.staff.employees.withLock { $0[0] = MasterOffice.employee("000417", status: .left) }
        #expect(
            try await office.compare().lines == [
                "differs project 26-014 in odoo: is in use in the configuration, and not in odoo",
                "differs employee 000417 in staff: is in use in the configuration, and not in staff",
            ]
        )
    }

    /// Odoo keeps one number of a machine, and reads a PIN of another form than ISO 10261 back as a serial number.
    @Test(arguments: [
        ("KX30A00104", nil, true), ("KST0KX30A00104", nil, true), (nil, "kst0kx30a00104", true), (nil, nil, true),
        ("KX30A00104", "KST0KX30A00104", true), ("KX30A00104", "OTHER", false), ("OTHER", nil, false),
    ])
    func oneNumberOfAMachineIsEnough(_ serial: String?, _ pin: String?, _ isEqual: Bool) async throws {
        let office = try MasterOffice()
        try await office.run()
        office.odoo.remove("EX-104")
        office.odoo.write(20, MasterOffice.machine("EX-104", serial: serial, pin: pin))
        #expect(try await office.compare().differences.isEmpty == isEqual)
    }

    @Test(arguments: [
        (MasterOffice.machine("KX 104", serial: "KX30A00104"), "EX-104", "KX 104"),
        (MasterOffice.machine("ex104"), "EX-104", "ex104"),
    ])
    func anotherKeyIsFoundByNumberOrSpelling(_ there: Equipment, _ key: String, _ name: String) async throws {
        let office = try MasterOffice()
        try await office.run()
        office.odoo.remove(key)
        office.odoo.write(20, there)
        let report = try await office.compare()
        #expect(report.lines == ["otherKey equipment \(key) in odoo: odoo has it as '\(name)'"])
        #expect(report.differences.first?.names == [name])
    }

    @Test func nobodyGuessesAmongSeveralOrAgainstTheManufacturer() async throws {
        let office = try MasterOffice()
        try await office.run()
        office.odoo.remove("EX-104")
        office.odoo.write(20, MasterOffice.machine("A", serial: "KX30A00104"))
        office.odoo.write(21, MasterOffice.machine("B", serial: "KX30A00104"))
        office.odoo.remove("EX-105")
        office.odoo.write(22, MasterOffice.machine("C", oem: "Other", serial: "KX30A00105"))
        let kinds = try await office.compare().differences.map { "\($0.kind.rawValue) \($0.key)" }
        #expect(kinds == ["unknown A", "unknown B", "unknown C", "missing EX-104", "missing EX-105"])
    }

    @Test func twoRecordsOfOneKeyAreNamed() async throws {
        let office = try MasterOffice()
        try await office.run()
        office.odoo.write(20, MasterOffice.project("26-014", "North Rim"))
        let report = try await office.compare()
        #expect(report.lines == ["repeated project 26-014 in odoo: odoo has it 2 times"])
        #expect(report.differences.first?.names.count == 2)
    }

    @Test func ofAnEmployeeOnlyNumberAndCompanyAreTold() async throws {
        var office = try MasterOffice()
        let second = StaffSystem()
        second.employees.withLock {
            $0 = [MasterOffice.employee("000417", name: "Bea Cirrus"), MasterOffice.employee("000418", company: "KSW")]
        }
        office.further = [office.system("hr", second)]
        office.governance.ownership.systems = ["hr": [.field]]
        let rule = try #require(ObjectOwnership(Employee.name, [OwnershipStage("employed", owner: .payroll)]))
        office.governance.ownership = office.governance.ownership.replacing(rule)
        let report = try await office.compare([.employee])
        #expect(
            report.lines == [
                "differs employee 000417 in hr: hr has another name",
                "differs employee 000418 in hr: hr has company 'KSW' instead of 'KST'",
            ]
        )
        #expect(!report.differences.contains { $0.json.canonicalText.contains("Tramontane") })
    }
}
