import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import Foundation
import JSON
import PurlinCLI
import Testing

/// What somebody earns is never printed (domain.md §2, P-7).
struct PersonalDataTests {
    private static let pay = ["41.3750", "331.09", "98.76"]

    @Test(arguments: [
        ["journal", "show", "run/612"], ["journal", "show", "run/612", "--json"],
        ["cases", "show", "C-1"],
        ["cases", "show", "C-1", "--json"], ["cases", "list", "--json"],
    ])
    func payIsWithheldFromWhatCommandsPrint(_ arguments: [String]) async throws {
        let site = try FileSite("address: drop")
        let result = await #expect(
            processExitsWith: .success,
            observing: [\.standardOutputContent, \.standardErrorContent]
        ) { [arguments = arguments as [String], configuration = site.configuration as String] in
            try await Self.purlin(arguments + ["--config", configuration])
        }
        let printed = try #require(result)
        let output = String(decoding: printed.standardOutputContent + printed.standardErrorContent, as: UTF8.self)
        #expect(output.contains("612"), "\(output)")
        for value in Self.pay { #expect(!output.contains(value), "\(output)") }
        guard arguments.contains("C-1") || arguments == ["journal", "show", "run/612", "--json"] else { return }
        #expect(output.contains("withheld") && output.contains("100417"), "\(output)")
    }

    @Test func anEditThatDoesNotFitTellsNoPay() async throws {
        let site = try FileSite("address: drop")
        let result = await #expect(
            processExitsWith: .exitCode(1),
            observing: [\.standardOutputContent, \.standardErrorContent]
        ) { [configuration = site.configuration as String] in
            let edit = ["cases", "repair", "C-1", "--as", "eve", "--set", "lines[0].rate=much"]
            try await Self.purlin(edit + ["--config", configuration])
        }
        let printed = try #require(result)
        let output = String(decoding: printed.standardOutputContent + printed.standardErrorContent, as: UTF8.self)
        #expect(output.contains("lines[0].rate: an exact decimal stands there"), "\(output)")
        for value in Self.pay { #expect(!output.contains(value), "\(output)") }
    }

    @Test func theTableHoldsWhatIsPersonalAndTellsNoChangeOfPay() {
        #expect(PersonalData.isPersonal(PayrollRegister.name) && PersonalData.isPersonal(TimeEntry.name))
        #expect(PersonalData.isPersonal(PayrollBatch.name) && PersonalData.isPersonal(PayrollBatchResult.name))
        #expect(!PersonalData.isPersonal(CostEntry.name))
        #expect(PersonalData.shown("41.3750", at: "lines[0].rate", of: PayrollRegister.name) == PersonalData.withheld)
        #expect(PersonalData.shown("8", at: "lines[0].hours", of: PayrollRegister.name) == "8")
        #expect(PersonalData.shown("41.3750", at: "rate", of: CostEntry.name) == "41.3750")
        #expect(PersonalData.shown("DE00", at: "supplier.IBAN", of: CostEntry.name) == PersonalData.withheld)
    }

    /// Runs a command on a store that holds back a register.
    private static func purlin(_ arguments: [String]) async throws {
        let register: JSON = [
            "run": "612",
            "lines": [["employee": "100417", "hours": "8", "rate": "41.3750", "gross": "331.09", "burden": "98.76"]],
        ]
        let proposal = CaseProposal(
            kind: "unusable_payroll_record",
            subject: "612",
            severity: .warning,
            owner: "integration-operator",
            summary: "run 612 differs",
            remedy: .releaseRecords,
            topics: ["run/612"]
        )
        let received = ReceivedRecord(
            system: "drop",
            record: SourceRecord(
                id: "register/612",
                object: PayrollRegister.name,
                occurredAt: Instant(seconds: 0),
                payload: register
            ),
            flow: "EquipmentUsageToJobCost",
            key: "612",
            topics: ["run/612"],
            disposition: .quarantined(caseKey: proposal.key)
        )
        let store = InMemoryStore()
        let changes: [StateChange] = [.recordReceived(received), .caseRaised(proposal)]
        _ = try await store.commit(changes, by: "test", at: Instant(seconds: 0))
        try await FileSite.purlin([arguments], on: store)
    }
}
