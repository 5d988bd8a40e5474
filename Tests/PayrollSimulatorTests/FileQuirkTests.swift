import JSON
import SimulatorKit
import Testing

/// Quirks of the files that payroll writes, each alone.
struct FileQuirkTests {
    private static let ack = "batch=260105;status=ACCEPTED;read=1;accepted=1;rejected=0;hours_accepted=44.50\n"

    private func story(
        _ quirk: JSON,
        options: [String: String] = [:],
        until moment: String = "2026-01-05T15:05:00Z"
    ) async throws -> PayrollStory {
        let story = try PayrollStory(options)
        try await story.at("2026-01-05T15:00:00Z")
        try await story.enable(quirk)
        try story.send("PRKSTEPI_260105.csv", HoursFile.reference)
        try await story.at(moment)
        return story
    }

    /// The register of the reference week.
    private func register(_ quirk: JSON) async throws -> String {
        let story = try await story(quirk, until: "2026-01-09T12:00:00Z")
        let name = try #require(quirk.stringValue)
        #expect(try await story.served(name) ?? 0 > 0)
        return try story.text("outbound/register_612.csv")
    }

    @Test func fileGrowsUnderAnotherNameAndIsRenamed() async throws {
        let story = try await story("slow-rename")
        let partial = "PRKSTEPI_260105.ack.partial"
        #expect(try story.names() == [partial])
        #expect(try story.text("outbound/\(partial)") == String(Self.ack.prefix(Self.ack.count / 2)))
        try await story.at("2026-01-05T15:10:00Z")
        #expect(try story.text("outbound/\(partial)") == Self.ack)
        try await story.at("2026-01-05T15:15:00Z")
        #expect(try story.names() == ["PRKSTEPI_260105.ack"])
        #expect(try await story.served("slow-rename") == 1)
    }

    @Test func halfOfAFileStandsUnderItsFinalName() async throws {
        let story = try await story("partial-visible")
        #expect(try story.text("outbound/PRKSTEPI_260105.ack") == String(Self.ack.prefix(Self.ack.count / 2)))
        try await story.at("2026-01-05T15:10:00Z")
        #expect(try story.text("outbound/PRKSTEPI_260105.ack") == Self.ack)
        #expect(try await story.served("partial-visible") == 1)
    }

    @Test func fileIsEmptyAtFirst() async throws {
        let story = try await story("zero-byte")
        #expect(try story.text("outbound/PRKSTEPI_260105.ack") == "")
        try story.takeAll()
        try await story.at("2026-01-05T16:05:00Z")
        #expect(try story.text("outbound/PRKSTEPI_260105.ack") == Self.ack)
    }

    @Test(arguments: [
        ("marker-missing", [".ack", ".ack.sha256"]), ("checksum-missing", [".ack", ".ack.done"]),
        ("checksum-wrong", [".ack", ".ack.done", ".ack.sha256"]),
    ])
    func companionIsMissingOrWrong(quirk: String, suffixes: [String]) async throws {
        let story = try PayrollStory(["marker": ".done", "checksum": ".sha256"])
        try await story.at("2026-01-05T15:00:00Z")
        try await story.enable(.string(quirk))
        try story.send("PRKSTEPI_260105.csv", HoursFile.reference)
        try story.send("PRKSTEPI_260105.csv.sha256", "of something else\n")
        try story.send("PRKSTEPI_260105.csv.done", "")
        try await story.at("2026-01-05T15:05:00Z")
        let base = "PRKSTEPI_260105"
        let names = try story.names().filter { $0.hasPrefix(base + ".ack") }
        #expect(names == suffixes.map { base + $0 })
        #expect(try await story.served(quirk) == 2)
        guard suffixes.contains(".ack.sha256") else { return }
        let written = try #require(try await story.ask("GET", "truth")["written"]?.arrayValue)
        let digest = written.first { $0["name"]?.stringValue == base + ".ack" }?["sha256"]?.stringValue
        let told = try story.text("outbound/\(base).ack.sha256")
        #expect(told.hasPrefix(try #require(digest)) == (quirk == "marker-missing"))
    }

    @Test func namesAreUsedAgain() async throws {
        let story = try await story("name-reused", until: "2026-01-09T12:00:00Z")
        #expect(try story.names() == ["PRKSTEPI_260105.ack", "register.csv"])
        let first = try story.text("outbound/register.csv")
        try await story.ask("POST", "runs", ["void": 612])
        #expect(try story.text("outbound/register.csv") != first)
    }

    @Test func registerHasJunkAroundItsTable() async throws {
        let head = try await register("junk-header").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(head[0...2] == ["Payroll register KST", "Printed 2026-01-09T01:00:00Z", ""])
        #expect(head[3].hasPrefix("run,period_end,"))
        let foot = try await register("junk-footer").split(separator: "\n")
        #expect(foot.suffix(2) == ["Total,,,,,,,,44.50,,1934.28,657.66,", "End of report"])
    }

    @Test func linesEndAndFilesBeginAsWindowsHasIt() async throws {
        #expect(Array(try await register("crlf").utf8).filter { $0 == 13 }.count == 3)
        #expect(try await register("trailing-blank-lines").hasSuffix("94.96,\n\n\n\n"))
        #expect(Array(try await register("bom").utf8.prefix(4)) == [0xef, 0xbb, 0xbf, UInt8(ascii: "r")])
    }

    @Test func spreadsheetLosesZeros() async throws {
        #expect(try await register("leading-zeros-lost").contains("612,2026-01-04,417,REG,"))
    }

    @Test func identityColumnsHoldNumbersThatNobodyHas() async throws {
        let lines = try await register("identity-columns").split(separator: "\n")
        #expect(lines[0].hasPrefix("run,period_end,emp,ssn,bank_account,net_pay,earn,"))
        #expect(lines[1].hasPrefix("612,2026-01-04,000417,000-00-0417,000000000417,1199.88,REG,"))
    }

    @Test func quirkOfOneKindOfFileLeavesOthersAlone() async throws {
        let story = try await story(["name": "bom", "file": "register"], until: "2026-01-09T12:00:00Z")
        #expect(try story.text("outbound/PRKSTEPI_260105.ack") == Self.ack)
        #expect(try await story.served("bom") == 1)
    }
}
