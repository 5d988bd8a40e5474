import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import JSON
import Testing

struct FileIntakeTests {
    @Test func aFileIsReadOnceAndMoved() async throws {
        let zone = try DropZone()
        zone.drop("notes.csv", "ann:one", "ben:two")
        try await zone.run()
        try await zone.run(after: .seconds(60))

        #expect(zone.ledger.sorted() == ["Note/one", "Note/two"])
        #expect(zone.files.files == ["processed/notes.csv"])
        #expect(try await zone.story(of: "notes.csv") == ["FileClaimed", "FileReceived"])
        let received = try await zone.store.journal(topic: "notes.csv").last {
            $0.content.body.contains("FileReceived")
        }
        #expect(received?.content.body.contains(#""records":2"#) == true)
        #expect(received?.content.body.contains(#""size":16"#) == true)
        #expect(try await zone.openCases() == [])
    }

    @Test func theSameRowsInAnotherFileAreKnown() async throws {
        let zone = try DropZone()
        zone.drop("monday.csv", "ann:one")
        try await zone.run()
        zone.drop("tuesday.csv", "ann:one", "ann:two")
        try await zone.run(after: .seconds(60))

        #expect(zone.ledger == ["Note/one", "Note/two"])
    }

    @Test func theSameContentUnderAnotherNameIsSuppressed() async throws {
        let zone = try DropZone()
        zone.drop("a.csv", "ann:one")
        try await zone.run()
        zone.drop("b.csv", "ann:one")
        try await zone.run(after: .seconds(60))

        #expect(zone.ledger == ["Note/one"])
        #expect(try await zone.story(of: "b.csv") == ["FileClaimed", "FileDuplicate"])
        #expect(zone.text("processed/b.csv.reason.txt")?.contains("same content as a.csv") == true)
        #expect(try await zone.openCases() == [])
    }

    @Test func aFileThatRepeatsAnEarlierOneAfterOthersCameIsACase() async throws {
        let zone = try DropZone()
        for (name, text) in [("a", "one"), ("b", "two"), ("c", "one"), ("d", "two")] {
            zone.drop("\(name).csv", "ann:\(text)")
            try await zone.run(after: .seconds(60))
        }

        #expect(zone.ledger == ["Note/one", "Note/two"])
        #expect(try await zone.openCases() == ["file_repeated:paper/c.csv"], "d repeats the newest")
        let summary = try await zone.store.cases(onlyOpen: true).first?.proposal.summary
        #expect(summary?.contains("same content as a.csv") == true)
        #expect(summary?.contains("export it again") == true)
        #expect(zone.text("processed/c.csv.reason.txt")?.contains("same content as a.csv") == true)
        zone.drop("c.csv", "ann:one", "ann:three")
        try await zone.run(after: .seconds(60))
        #expect(try await zone.openCases() == [])
    }

    @Test(arguments: ["a.csv", "A.CSV"]) func theNameOfAnAcceptedFileIsRefused(_ name: String) async throws {
        let zone = try DropZone()
        zone.drop("a.csv", "ann:one")
        try await zone.run()
        zone.drop(name, "ann:two")
        try await zone.run(after: .seconds(60))

        #expect(zone.ledger == ["Note/one"])
        #expect(zone.text("rejected/\(name).reason.txt")?.contains("a file of this name") == true)
        #expect(try await zone.openCases() == ["unusable_file:paper/\(name)"])
        #expect(zone.files.bytes(at: "rejected/\(name)") != nil)
    }

    @Test func theNameOfARejectedFileIsAReplacement() async throws {
        let zone = try DropZone()
        zone.drop("a.csv", "ann:one", "!cut")
        try await zone.run()
        #expect(zone.ledger == [])
        #expect(try await zone.openCases() == ["unusable_file:paper/a.csv"])
        zone.drop("a.csv", "ann:one")
        try await zone.run(after: .seconds(60))

        #expect(zone.ledger == ["Note/one"])
        #expect(try await zone.openCases() == [])
    }

    @Test func aSecondBadFileOfTheSameNameDoesNotHideTheFirst() async throws {
        let zone = try DropZone()
        for text in ["one", "two"] {
            zone.drop("a.csv", "ann:\(text)", "!cut")
            try await zone.run(after: .seconds(60))
        }

        let names = zone.files.files
        #expect(
            names == ["rejected/a.csv", "rejected/a.csv.reason.txt", "rejected/a.csv~2", "rejected/a.csv~2.reason.txt"]
        )
        #expect(zone.text("rejected/a.csv")?.contains("one") == true)
        #expect(try await zone.openCases() == ["unusable_file:paper/a.csv"])
        #expect(try await zone.store.cases(onlyOpen: false).map(\.state) == [.resolved, .open])
    }

    @Test func aFaultAtTheEndLeavesNothingOfTheFile() async throws {
        let zone = try DropZone()
        // More than one page of records, and more than is read at once, stands before it.
        let text = String(repeating: "x", count: 300)
        zone.drop("a.csv", (1...1200).map { "ann:\($0)\(text)" }.joined(separator: "\n"), "!cut")
        try await zone.run()

        #expect(zone.ledger == [])
        #expect(try await zone.store.knownRecords(among: [RecordReference(system: "paper", id: "ann/1\(text)")]) == [])
        #expect(zone.text("rejected/a.csv.reason.txt")?.contains("row 1201: the file is cut off") == true)
    }

    @Test func badRowsAreOneCaseAndEachStandsBesideTheFile() async throws {
        let zone = try DropZone()
        let rows = (1...10_000).map { "bad:\($0)" }.joined(separator: "\n")
        zone.drop("a.csv", rows, "ann:one")
        try await zone.run()

        #expect(zone.ledger == ["Note/one"])
        #expect(try await zone.openCases() == ["unusable_row:paper/a.csv"])
        let proposal = try await zone.store.cases(onlyOpen: true).first?.proposal
        #expect(proposal?.summary.contains("10000 such rows") == true)
        #expect(proposal?.detail["first"]?.arrayValue?.count == 20)
        let reasons = zone.text("processed/a.csv.reason.txt")?.split(separator: "\n") ?? []
        #expect(reasons.count == 10_001)
        #expect(reasons.last == "row 10000: is no author:text")
        #expect(zone.files.bytes(at: "processed/a.csv") != nil)
    }

    @Test func aFileThatMustBeWholeEntersWithoutBadRowsOrNotAtAll() async throws {
        var zone = try DropZone()
        zone.connector.badRows = .rejectFile
        zone.drop("a.csv", "ann:one", "bad:x", "ben:two", "bad:y")
        try await zone.run()

        #expect(zone.ledger == [])
        let reasons = zone.text("rejected/a.csv.reason.txt") ?? ""
        #expect(reasons.contains("2 rows cannot be used, so that nothing of the file was taken"))
        #expect(reasons.contains("row 2: is no author:text\nrow 4: is no author:text"))
        zone.drop("a.csv", "ann:one", "ben:two")
        try await zone.run(after: .seconds(60))
        #expect(zone.ledger.sorted() == ["Note/one", "Note/two"])
    }

    @Test func whatNoFlowHasRoomForWaitsAndGoesOn() async throws {
        var zone = try DropZone()
        zone.backlogLimit = 100
        zone.drop("a.csv", (1...2500).map { "ann:\($0)" }.joined(separator: "\n"))
        for _ in 0..<40 where zone.files.files != ["processed/a.csv"] { try await zone.run(after: .seconds(60)) }

        #expect(zone.files.files == ["processed/a.csv"])
        #expect(Set(zone.ledger).count == 2500)
        #expect(zone.ledger.count == 2500)
        #expect(zone.files.calls.count { $0.operation == .read } == 1)
    }

    @Test func aFileThatWaitsForRoomIsReadOnOnly() async throws {
        var zone = try DropZone()
        zone.backlogLimit = 100
        let rows = (1...5000).map { "ann:\($0)" }.joined(separator: "\n")
        zone.drop("a.csv", rows)
        for _ in 0..<40 where zone.files.files != ["processed/a.csv"] { try await zone.run(after: .seconds(60)) }

        #expect(zone.ledger.count == 5000)
        // Looked through once, and taken once.
        #expect(zone.connector.handedOver.count == 2 * (rows.utf8.count + 1))
    }

    /// A new process does not know how far the last one read, and begins at the beginning with what the store knows.
    @Test func aFileThatWaitsForRoomIsReadOnByANewProcess() async throws {
        var zone = try DropZone()
        zone.backlogLimit = 100
        zone.transport = zone.files
        zone.drop("a.csv", (1...2500).map { "ann:\($0)" }.joined(separator: "\n"))
        for _ in 0..<40 where zone.files.files != ["processed/a.csv"] { try await zone.run(after: .seconds(60)) }

        #expect(zone.ledger.count == 2500)
        #expect(Set(zone.ledger).count == 2500)
    }

    @Test func anotherRuntimeThatIsFasterIsNoError() async throws {
        let zone = try DropZone()
        zone.drop("a.csv", "ann:one")
        zone.files.before { [files = zone.files] call throws(FileTransportError) in
            if call.operation == .rename { _ = files.take(call.path) }
        }
        try await zone.run()

        #expect(try await zone.store.pause(of: "paper") == nil)
        #expect(zone.ledger == [])
    }

    @Test func whatNothingTakesIsACaseUntilItIsGone() async throws {
        let zone = try DropZone()
        zone.drop("report.pdf", "x")
        zone.drop(".hidden.csv", "ann:one")
        zone.drop("a.csv.partial", "ann:one")
        zone.drop("b.csv.tmp", "ann:one")
        zone.drop("c.csv.filepart", "ann:one")
        try await zone.run()

        #expect(try await zone.openCases() == ["file_not_taken:paper"])
        let summary = try await zone.store.cases(onlyOpen: true).first?.proposal.summary
        #expect(summary?.contains("report.pdf: fits no pattern") == true)
        #expect(zone.ledger == [])
        try await zone.files.remove("incoming/report.pdf")
        try await zone.run(after: .seconds(60))
        #expect(try await zone.openCases() == [])
    }

    @Test func whatWasClaimedUnderAPatternThatIsGoneIsRejected() async throws {
        let zone = try DropZone()
        try await zone.run()
        zone.files.put(Array("ann:one\n".utf8), at: "claimed/report.pdf")
        try await zone.run(after: .seconds(60))

        #expect(zone.text("rejected/report.pdf.reason.txt")?.contains("fits no pattern") == true)
        #expect(try await zone.openCases() == ["unusable_file:paper/report.pdf"])
    }

    @Test func foldersThatSomebodyRemovedAreMadeAgain() async throws {
        let zone = try DropZone()
        try await zone.run()
        for folder in ["claimed", "processed", "rejected"] { zone.files.take(folder) }
        zone.drop("a.csv", "ann:one")
        try await zone.run(after: .seconds(60))
        try await zone.run(after: .seconds(3600))

        #expect(zone.ledger == ["Note/one"])
        #expect(zone.files.files == ["processed/a.csv"])
    }

    @Test func aPlaceThatIsDownPausesTheSystemAndIsTriedAgain() async throws {
        let zone = try DropZone()
        zone.drop("a.csv", "ann:one")
        zone.files.before { call throws(FileTransportError) in
            throw FileTransportError(.unavailable, place: "sftp://drop", detail: "no route")
        }
        try await zone.run()
        #expect(try await zone.store.pause(of: "paper")?.reason.contains("no route") == true)
        zone.files.before(nil)
        try await zone.run(after: .seconds(3600))

        #expect(zone.ledger == ["Note/one"])
        #expect(try await zone.store.pause(of: "paper") == nil)
    }

    @Test func originalsAreKeptForTheirTime() async throws {
        let zone = try DropZone()
        zone.drop("a.csv", "ann:one")
        try await zone.run()
        let originals = LocalFolder(path: zone.spool.path + "/originals")
        #expect(try await originals.list("").map(\.size) == [8])
        try await zone.run(after: .seconds(399 * 86_400))
        #expect(try await originals.list("").count == 1)
        try await zone.run(after: .seconds(2 * 86_400))
        #expect(try await originals.list("").isEmpty)
    }
}
