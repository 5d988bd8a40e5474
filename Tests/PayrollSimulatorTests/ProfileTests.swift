import Foundation
import JSON
import SimulatorKit
import Testing

/// What happens to a file as a whole: profiles, repeated names and batches, the queue of errors, the folder.
struct ProfileTests {
    private static let bad = HoursFile.adp([
        "KST,260105,000417,26-014-03300,40.00,,,", "KST,260105,000402,26-014-03300,8.00,,DBL,2.00",
    ])

    private func story(_ options: [String: String] = [:]) async throws -> PayrollStory {
        let story = try PayrollStory(options)
        try await story.at("2026-01-05T15:00:00Z")
        return story
    }

    @Test func wholeFileIsRefusedRenamedAndMayBeSentAgain() async throws {
        let story = try await story(["profile": "file"])
        try story.send("PRKSTEPI_260105.csv", Self.bad)
        try await story.at("2026-01-05T15:05:00Z")
        #expect(
            try story.text("outbound/PRKSTEPI_260105.ack")
                == "batch=260105;status=REJECTED;read=2;accepted=0;rejected=2;hours_accepted=0.00\n"
        )
        #expect(try story.names("processed") == ["PRKSTEPI_260105_rejected.csv"])
        #expect(try await story.total("hoursAccepted") == "0.00")

        try story.send("PRKSTEPI_260105.csv", HoursFile.reference)
        try await story.at("2026-01-05T15:10:00Z")
        #expect(try story.text("outbound/PRKSTEPI_260105_2.ack").contains("status=ACCEPTED"))
        #expect(try await story.total("hoursAccepted") == "44.50")
    }

    @Test func acceptedNameAndBatchAreRefusedASecondTime() async throws {
        let story = try await story()
        try story.send("PRKSTEPI_260105.csv", HoursFile.reference)
        try await story.at("2026-01-05T15:05:00Z")
        try story.send("PRKSTEPI_260105.csv", HoursFile.reference)
        try await story.at("2026-01-05T15:10:00Z")
        try story.send("PRKSTEPI.csv", HoursFile.reference)
        try await story.at("2026-01-05T15:15:00Z")
        #expect(try await story.refused() == ["null E110", "null E105"])
        #expect(try await story.total("hoursAccepted") == "44.50")
        #expect(
            try story.names("processed") == ["PRKSTEPI.csv", "PRKSTEPI_260105.csv", "PRKSTEPI_260105_2.csv"]
        )
        #expect(try story.text("outbound/PRKSTEPI_260105_2.rej").contains(",E110,"))
    }

    @Test func paychexAddsABatchUnderAnotherNameAgain() async throws {
        let story = try await story(["layout": "paychex"])
        for name in ["SPI_KST00001_1.csv", "SPI_KST00001_2.csv"] {
            try story.send(name, HoursFile.paychex("000417", "REG", "8.00", "01/02/2026"))
        }
        try await story.at("2026-01-05T15:10:00Z")
        #expect(try await story.total("hoursAccepted") == "16.00")
    }

    @Test func badLineWaitsInTheQueueAndIsTakenAfterRepair() async throws {
        let story = try await story()
        try story.send("PRKSTEPI_260105.csv", Self.bad)
        try await story.at("2026-01-05T15:05:00Z")
        #expect(try await story.ask("GET", "error-queue")["queue"]?[0]?["line"] == 3)
        try await story.ask("POST", "error-queue", ["action": "recheck"])
        #expect(try await story.total("hoursAccepted") == "40.00")
        try await story.ask("POST", "pay-codes", ["code": "DBL", "factor": "2.0000"])
        let queue = try await story.ask("POST", "error-queue", ["action": "recheck"])
        #expect(queue["queue"] == [])
        #expect(try await story.total("hoursAccepted") == "50.00")
        #expect(
            try story.text("outbound/PRKSTEPI_260105_2.ack")
                == "batch=260105;status=ACCEPTED;read=2;accepted=2;rejected=0;hours_accepted=50.00\n"
        )
        #expect(try await story.refusal("POST", "error-queue", ["delete": 1]).contains("queue of errors"))
    }

    @Test func lineInTheQueueIsThrownAway() async throws {
        let story = try await story()
        try story.send("PRKSTEPI_260105.csv", Self.bad)
        try await story.at("2026-01-05T15:05:00Z")
        #expect(try await story.ask("POST", "error-queue", ["delete": 1])["queue"] == [])
    }

    @Test func incompleteHiddenAndIrregularFilesAreLeftAlone() async throws {
        let story = try await story()
        let inbound = story.folder.url.appendingPathComponent("inbound")
        for name in ["PRKSTEPI_1.csv.partial", ".PRKSTEPI_2.csv.partial", ".PRKSTEPI_3.csv"] {
            try HoursFile.reference.write(
                to: inbound.appendingPathComponent(name),
                atomically: false,
                encoding: .utf8
            )
        }
        try FileManager.default.createDirectory(
            at: inbound.appendingPathComponent("PRKSTEPI_4.csv"),
            withIntermediateDirectories: true
        )
        try FileManager.default.createSymbolicLink(
            at: inbound.appendingPathComponent("PRKSTEPI_5.csv"),
            withDestinationURL: inbound.appendingPathComponent(".PRKSTEPI_3.csv")
        )
        try await story.at("2026-01-05T16:00:00Z")
        #expect(try story.names("inbound").count == 5)
        #expect(try await story.ask("GET", "truth")["files"] == [])
    }

    @Test func filesAreTakenAtTheNextLookInTheOrderOfNames() async throws {
        let story = try await story(["pick-up": "15"])
        try story.send("PRKSTEPI_2.csv", HoursFile.reference.replacing("260105", with: "2"))
        try story.send("PRKSTEPI_1.csv", HoursFile.reference.replacing("260105", with: "1"))
        try await story.at("2026-01-05T15:14:59Z")
        #expect(try story.names("inbound").count == 2)
        try await story.at("2026-01-05T15:15:00Z")
        let files = try #require(try await story.ask("GET", "truth")["files"]?.arrayValue)
        #expect(files.map { $0["name"]?.stringValue } == ["PRKSTEPI_1.csv", "PRKSTEPI_2.csv"])
        #expect(files.map { $0["at"]?.stringValue } == ["2026-01-05T15:15:00Z", "2026-01-05T15:15:00Z"])
    }

    @Test func markerAndChecksumAreWaitedForAndChecked() async throws {
        let story = try await story(["marker": ".done", "checksum": ".sha256"])
        let digest = "59fb7d8bba73de5bd8021c4ba5f79b5b5a6d33a3e68ff5c7a2b8f2a5be1e0c3d"
        try story.send("PRKSTEPI_260105.csv", HoursFile.reference)
        try story.send("PRKSTEPI_260105.csv.sha256", "\(digest)  PRKSTEPI_260105.csv\n")
        try await story.at("2026-01-05T15:05:00Z")
        #expect(try story.names() == [])
        try story.send("PRKSTEPI_260105.csv.done", "")
        try await story.at("2026-01-05T15:10:00Z")
        #expect(try await story.refused() == ["null E111"])
        #expect(try story.names("inbound") == [])
        let ack = "PRKSTEPI_260105.ack"
        #expect(try story.names().filter { $0.hasPrefix(ack) } == [ack, "\(ack).done", "\(ack).sha256"])
        let seen = try #require(try await story.ask("GET", "truth")["files"]?[0]?["sha256"]?.stringValue)

        try story.send("PRKSTEPI_260105.csv", HoursFile.reference)
        try story.send("PRKSTEPI_260105.csv.sha256", seen + "  PRKSTEPI_260105.csv\n")
        try story.send("PRKSTEPI_260105.csv.done", "")
        try await story.at("2026-01-05T15:15:00Z")
        #expect(try await story.total("hoursAccepted") == "44.50")
    }

    /// Digests published in FIPS 180-4's examples, and of 112 bytes, where padding needs a block of its own.
    @Test(arguments: [
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func digestsAreThoseOfTheStandard(text: String, digest: String) async throws {
        let story = try await story()
        try story.send("PRKSTEPI_1.csv", text)
        try await story.at("2026-01-05T15:05:00Z")
        #expect(try await story.ask("GET", "truth")["files"]?[0]?["sha256"] == .string(digest))
    }
}
