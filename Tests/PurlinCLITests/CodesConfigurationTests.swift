import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import Foundation
import JSON
import PurlinCLI
import Testing

/// What is said of the entries under `codes`, and of the codes that a month's hours use.
struct CodesConfigurationTests {
    /// A site whose codes begin on line 16 of its configuration.
    private static func site(_ entries: String...) throws -> FileSite {
        let site = try FileSite("address: drop")
        let text = try String(contentsOfFile: site.configuration, encoding: .utf8)
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 14)
        let codes = "ignoreInCodes: {drop: \"-\"}\ncodes:\n" + entries.map { "  - {\($0)}\n" }.joined()
        try (text + codes).write(toFile: site.configuration, atomically: true, encoding: .utf8)
        return site
    }

    private static let year = "costType: labour, approvedBy: ann, validFrom: 2026-01-01"

    @Test func whatContradictsIsToldWithBothLines() async throws {
        let site = try Self.site(
            "system: drop, from: \"03-300\", to: \"03-300\", \(Self.year)",
            "system: drop, from: \"03300\", to: \"03-310\", \(Self.year)",
            "system: other, from: \"03-300\", to: \"03-320\", \(Self.year)"
        )
        let printed = try await Self.output(of: ["codes", "list", "--config", site.configuration], endsWith: 78)
        let message = "codes[1]: another entry (line 16) says something else of '03300' on some of these days"
        #expect(printed.contains(":17:") && printed.contains(message), "\(printed)")
        #expect(!printed.contains("codes[2]"))
    }

    @Test func daysBetweenEntriesOnWhichNoneHoldsAreWarnedOf() async throws {
        let site = try Self.site(
            "system: drop, from: \"1\", to: a, \(Self.year), validUntil: 2026-02-01, note: until the merger",
            "system: drop, from: \"1\", to: b, costType: labour, approvedBy: ann, validFrom: 2026-03-01",
            "system: drop, from: \"2\", to: a, \(Self.year), validUntil: 2026-02-01",
            "system: drop, from: \"2\", to: b, costType: labour, approvedBy: ann, validFrom: 2026-02-01",
            "system: drop, from: \"3\", to: a, \(Self.year), validUntil: 2026-02-01",
            "system: drop, from: \"3\", to: b, costType: labour, validFrom: 2026-03-01",
            "system: drop, from: \"4\", to: a, \(Self.year)",
            "system: drop, from: \"4\", to: a, costType: labour, approvedBy: ann, validFrom: 2026-03-01"
        )
        let printed = try await Self.output(of: ["codes", "list", "--config", site.configuration], endsWith: 0)
        let days = "from 2026-02-01 up to 2026-03-01, between two entries"
        let message = ":17:5: codes[1]: '1' of drop stands for nothing \(days)"
        #expect(printed.contains(message), "\(printed)")
        #expect(printed.split(separator: "warn ").count == 2 && printed.contains("until the merger"), "\(printed)")
        let checked = try await Self.output(of: ["check", "--config", site.configuration], endsWith: 0)
        #expect(checked.contains("warn codes: ") && checked.contains(message), "\(checked)")
    }

    @Test(arguments: [
        ("validFrom: 2026-01-07, approvedBy: ann, pin: box7", "EX-1 is called the same on some of these days (line"),
        ("validFrom: 2026-01-07, approvedBy: ann", "says no name; give 'pin', 'equipmentId', or 'oem' with 'serial'"),
        ("pin: box7, approvedBy: ann", "identities[1].validFrom: is missing"),
        ("validFrom: 2026-01-08, validUntil: 2026-01-08, pin: box7", "validUntil: must be later than 'validFrom'"),
        ("validFrom: 2026-01-08, approvedBy: ann, pin: box7, note: moved", nil),
        ("validFrom: 2026-01-07, pin: box7", nil),
    ])
    func whatMachinesAreCalledIsRead(_ entry: String, _ message: String?) async throws {
        let site = try FileSite("address: drop")
        let text = try String(contentsOfFile: site.configuration, encoding: .utf8)
        let first = "{equipment: EX-1, pin: BOX7, validFrom: 2026-01-05, validUntil: 2026-01-08, approvedBy: ann}"
        let flow = """
              equipmentUsageToJobCost: {from: [other], to: other,
                equipment: [{code: EX-1, category: a}, {code: EX-2, category: a}], identities: [
                  \(first),
                  {equipment: EX-2, \(entry)}]}

            """
        let old = "  equipmentUsageToJobCost: {from: [other], to: other}\n"
        #expect(text.contains(old))
        try text.replacing(old, with: flow).write(toFile: site.configuration, atomically: true, encoding: .utf8)
        let arguments = ["codes", "list", "--config", site.configuration]
        let printed = try await Self.output(of: arguments, endsWith: message == nil ? 0 : 78)
        #expect(message.map { printed.contains($0) } ?? !printed.contains("identities"), "\(printed)")
    }

    @Test func theHoursOfAMonthAreLookedUp() async throws {
        let site = try Self.site("system: drop, from: \"03-300\", to: a, \(Self.year), validUntil: 2026-01-16")
        let store = site.folder.appendingPathComponent("purlin.sqlite").path
        #expect(FileManager.default.createFile(atPath: store, contents: nil))
        let arguments = ["codes", "coverage", "--config", site.configuration, "--period"]
        let printed = try await Self.output(of: arguments + ["2026-01"], endsWith: 1, onHours: true)
        #expect(printed.contains("drop: 1 of 2 lines are mapped, 8 of 12.5"), "\(printed)")
        #expect(printed.contains("03300") && printed.contains("4.5  no longer holds since 2026-01-16"), "\(printed)")
        let json = try await Self.output(of: arguments + ["2026-01", "--json"], endsWith: 1, onHours: true)
        #expect(json.contains(#""systems":{"drop":{"#) && json.contains(#""mappedAmount":"8""#), "\(json)")
        let none = try await Self.output(of: arguments + ["2026-02"], endsWith: 0, onHours: true)
        #expect(none == "no hours of 2026-02 were received\n")
        let other = try await Self.output(of: arguments + ["2026-01", "--system", "other"], endsWith: 0, onHours: true)
        #expect(other == "no hours of 2026-01 were received\n")
    }

    @Test(arguments: [["--period", "2026-13"], ["--period", "2026-01", "a", "b"], ["a"], ["a", "b"], []])
    func whatCannotBeMeantIsRefused(_ arguments: [String]) async throws {
        let site = try Self.site()
        let all = ["codes", "coverage", "--config", site.configuration] + arguments
        let printed = try await Self.output(of: all, endsWith: 64)
        #expect(printed.contains("Error: "), "\(printed)")
    }

    private static func output(
        of arguments: [String],
        endsWith status: Int32,
        onHours: Bool = false
    ) async throws -> String {
        let result = await #expect(
            processExitsWith: .exitCode(status),
            observing: [\.standardOutputContent, \.standardErrorContent]
        ) { [arguments = arguments as [String], onHours = onHours as Bool] in
            if onHours { await Self.runOnHours(arguments) } else { await FileSite.purlin(arguments) }
        }
        return result.map { String(decoding: $0.standardOutputContent + $0.standardErrorContent, as: UTF8.self) } ?? ""
    }

    /// Eight hours on the last day of the entry, four and a half on the next.
    private static func runOnHours(_ arguments: [String]) async {
        do {
            let store = InMemoryStore()
            for (id, day, hours) in [("a", "2026-01-15", "8"), ("b", "2026-01-16", "4.5")] {
                let entry = TimeEntry(
                    id: id,
                    employee: "000417",
                    project: "26-014",
                    costCode: "03300",
                    payCode: "REG",
                    date: try #require(CalendarDate(day)),
                    hours: try #require(Decimal(plain: hours)),
                    status: .approved
                )
                let received = ReceivedRecord(
                    system: "drop",
                    record: SourceRecord(
                        id: id,
                        object: TimeEntry.name,
                        occurredAt: Instant(seconds: 0),
                        payload: entry.json
                    ),
                    flow: "time",
                    key: "KST",
                    topics: [],
                    disposition: .accepted
                )
                _ = try await store.commit([.recordReceived(received)], by: "test", at: Instant(seconds: 0))
            }
            try await FileSite.purlin([arguments], on: store)
        } catch {
            Issue.record(error)
        }
    }
}
