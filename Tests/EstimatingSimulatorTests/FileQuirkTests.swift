import Foundation
import JSON
import Testing

/// How files arrive.
struct FileQuirkTests {
    @Test func nothingButTheFinishedFileStaysBehind() async throws {
        let office = try EstimatingOffice(["story": "false"])
        _ = try await office.export()
        #expect(try office.names() == ["E26-014_R03_0001.csv"])
        #expect(try await office.exports().last?["state"] == "complete")
    }

    @Test func aSlowUploadGrowsUnderItsTemporaryName() async throws {
        let office = try EstimatingOffice(quirks: ["slow-upload"], ["story": "false", "marker": "done"])
        try await office.work("export")
        #expect(try office.names() == ["E26-014_R03_0001.csv.partial"])
        #expect(try await office.exports().last?["state"] == "uploading")
        let half = try office.file("E26-014_R03_0001.csv.partial")

        try await office.at("2026-01-01T07:04:59Z")
        #expect(try office.names() == ["E26-014_R03_0001.csv.partial"])
        try await office.at("2026-01-01T07:05:00Z")
        #expect(try office.names() == ["E26-014_R03_0001.csv", "E26-014_R03_0001.csv.done"])
        let record = try #require(try await office.exports().last)
        #expect(record["state"] == "complete")
        let whole = try office.file("E26-014_R03_0001.csv")
        #expect(record["bytes"] == .integer(Int64(whole.count)))
        #expect(whole.count / 2 == half.count && whole.starts(with: half))
    }

    @Test func halfAFileMayStandUnderItsFinalName() async throws {
        let office = try EstimatingOffice(quirks: ["half-under-final-name"], ["story": "false"])
        try await office.work("export")
        let half = try office.file("E26-014_R03_0001.csv")
        try await office.at("2026-01-01T07:05:00Z")
        let whole = try office.file("E26-014_R03_0001.csv")
        #expect(whole.count / 2 == half.count && whole.starts(with: half))
        #expect(try office.names() == ["E26-014_R03_0001.csv"])
    }

    @Test func theChecksumIsThatOfTheFile() async throws {
        let office = try EstimatingOffice(quirks: ["zero-byte:times=1"], ["story": "false", "marker": "sha256"])
        #expect(try await office.export() == [])
        // The digest of nothing, from FIPS 180-4's examples.
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        #expect(text(try office.file("E26-014_R03_0001.csv.sha256")) == "\(empty)  E26-014_R03_0001.csv\n")
        #expect(try await office.expected()["holds"] == ["the file is empty"])
    }

    @Test func theDigestAgreesWithAnotherProgram() async throws {
        let office = try EstimatingOffice(["story": "false", "marker": "sha256", "format": "gaeb-x86"])
        _ = try await office.export()
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["sha256sum", "--check", "E26-014_R03_0001.X86.sha256"]
        process.currentDirectoryURL = office.folder.appendingPathComponent("outbound")
        process.standardOutput = output
        try process.run()
        process.waitUntilExit()
        #expect(text([UInt8](output.fileHandleForReading.availableData)) == "E26-014_R03_0001.X86: OK\n")
    }

    @Test func markersMayBeMissingOrWrong() async throws {
        let office = try EstimatingOffice(["story": "false", "marker": "sha256"])
        try await office.enable("marker-missing")
        _ = try await office.export()
        #expect(try office.names() == ["E26-014_R03_0001.csv"])
        try await office.ask("POST", "quirks", ["disable": ["marker-missing"], "enable": ["checksum-wrong"]])
        _ = try await office.export()
        let record = try #require(try await office.exports().last)
        let digest = try #require(record["sha256"]?.stringValue)
        let marker = text(try office.file("E26-014_R03_0002.csv.sha256"))
        #expect(!marker.hasPrefix(digest))
        #expect(marker.hasSuffix("  E26-014_R03_0002.csv\n"))
        #expect(record["quirks"] == ["checksum-wrong"])
    }

    private func inode(_ office: EstimatingOffice, _ name: String) throws -> NSNumber? {
        let path = office.folder.appendingPathComponent("outbound/\(name)").path
        return try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? NSNumber
    }

    @Test(arguments: [("replaced-in-place", true), ("same-name-reused", false)])
    func anExportTakesThePlaceOfTheLast(quirk: String, isSameFile: Bool) async throws {
        let office = try EstimatingOffice(quirks: [quirk], ["story": "false"])
        let first = try await office.export()
        let link = office.folder.appendingPathComponent("first")
        try FileManager.default.linkItem(at: office.folder.appendingPathComponent("outbound/E26-014.csv"), to: link)
        let before = try inode(office, "E26-014.csv")
        try await office.work("delete-line", ["line": 4])
        let second = try await office.export()
        #expect(try office.names() == ["E26-014.csv"])
        #expect(second.count < first.count)
        #expect((try inode(office, "E26-014.csv") == before) == isSameFile)
        #expect([UInt8](try Data(contentsOf: link)) == (isSameFile ? second : first))
    }

    @Test func anExportThatCannotBeWrittenIsSaid() async throws {
        let office = try EstimatingOffice(["story": "false"])
        try FileManager.default.removeItem(at: office.folder)
        try await office.work("export")
        let record = try #require(try await office.exports().last)
        #expect(record["state"] == "failed")
        #expect(record["failure"]?.stringValue?.isEmpty == false)
    }

    @Test func awardedEstimatesAreExportedOnSchedule() async throws {
        let office = try EstimatingOffice(["schedule": "P1D"])
        try await office.at("2026-01-02T08:00:00Z")
        #expect(try office.names() == [])
        try await office.at("2026-01-04T08:00:00Z")
        #expect(try await office.exports().map { $0["reason"] } == ["award", "schedule", "schedule"])
        #expect(
            try await office.exports().map { $0["at"] }
                == ["2026-01-02T16:00:00Z", "2026-01-03T07:00:00Z", "2026-01-04T07:00:00Z"]
        )
        #expect(try office.file("E26-014_R03_0001.csv") == office.file("E26-014_R03_0003.csv"))
    }

    @Test func theScheduleEndsAfterAYearSoThatAClockFarAheadDoesToo() async throws {
        let office = try EstimatingOffice(["schedule": "P30D", "story": "false"])
        try await office.work("award")
        try await office.at("2027-01-01T07:00:00Z")
        #expect(try await office.exports().count == 13)
        try await office.at("9999-12-31T00:00:00Z")
        #expect(try await office.exports().count == 13)
    }
}
