import ConnectorKit
import ConnectorStore
import Testing

@Suite("Signed notes")
struct SignedNoteTests {
    // The example of C2SP signed-note.
    private static let exampleKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    private static let example = """
        This is an example message.

        \u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

        """

    @Test func theExampleOfTheSpecificationVerifies() throws {
        let verifier = try NoteVerifier(Self.exampleKey)
        #expect(verifier.description == Self.exampleKey)
        let note = try SignedNote(Self.example)
        #expect(note.text == "This is an example message.\n")
        #expect(note.encoded == Self.example)
        try note.verify(with: [verifier])
    }

    @Test func everyChangedBitOfANoteIsRefused() throws {
        let verifier = try NoteVerifier(Self.exampleKey)
        let bytes = Array(Self.example.utf8)
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            guard let text = String(validating: changed, as: UTF8.self) else { continue }
            #expect(throws: AuditError.self, "bit \(bit): \(text)") {
                try SignedNote(text).verify(with: [verifier])
            }
        }
    }

    @Test func signaturesOfStrangersAreIgnored() throws {
        let verifier = try NoteVerifier(Self.exampleKey)
        let stranger = "\u{2014} witness.example \(String(repeating: "A", count: 8))\n"
        try SignedNote(Self.example + stranger).verify(with: [verifier])
        #expect(throws: AuditError.self) {
            try SignedNote("This is an example message.\n\n" + stranger).verify(with: [verifier])
        }
    }

    @Test func aWrongSignatureIsNotMadeGoodByASoundOne() throws {
        let verifier = try NoteVerifier(Self.exampleKey)
        let line = try #require(Self.example.split(separator: "\n").last)
        let forged = line.replacing("QOkn8", with: "QOkn9")
        #expect(forged != line)
        #expect(throws: AuditError.unsigned("the signature of 'example.com/foo' does not belong to this text")) {
            try SignedNote("This is an example message.\n\n\(forged)\n").verify(with: [verifier])
        }
        #expect(throws: AuditError.malformed("a key signs a note once")) {
            try SignedNote(Self.example + forged + "\n")
        }
    }

    @Test(arguments: [
        "", "text\n", "text\n\n", "text\n\n\u{2014} name\n", "text\n\n\u{2014} name AAAA\n",
        "text\n\n- name AAAAAAAA\n",
        "text\n\n\u{2014} na+me AAAAAAAA\n", "text\n\n\u{2014} name AAAAAAAA", "te\txt\n\n\u{2014} name AAAAAAAA\n",
        "text\n\n\u{2014} name AAAAAAAA\n\n", "text\n\n\u{2014}  AAAAAAAA\n", "text\n\n\u{2014} name AAAAAAB=\n",
    ])
    func whatIsNoNoteIsRefused(text: String) {
        #expect(throws: AuditError.self) { try SignedNote(text) }
    }

    @Test(arguments: [
        "", "example.com/foo", "example.com/foo+530d903a", "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/fo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==",
    ])
    func whatIsNoVerifierKeyIsRefused(text: String) {
        #expect(throws: AuditError.self) { try NoteVerifier(text) }
    }

    @Test func aNewKeySignsAndItsPublicHalfVerifies() throws {
        let secret = try NoteSigner.generate(name: "purlin.example/kst")
        let signer = try NoteSigner(secret)
        let note = try signer.sign("text\n")
        let verifier = try NoteVerifier(signer.verifier.description)
        try SignedNote(note.encoded).verify(with: [verifier])
        let other = try NoteSigner(NoteSigner.generate(name: "purlin.example/kst")).verifier
        #expect(other != verifier)
        #expect(throws: AuditError.self) { try note.verify(with: [other]) }
        #expect(throws: AuditError.self) { try signer.sign("no line feed") }
        #expect(throws: AuditError.self) { try signer.sign("a tab\t\n") }
        #expect(throws: AuditError.self) { try NoteSigner.generate(name: "two words") }
        #expect(throws: AuditError.self) { try NoteSigner.generate(name: "") }
    }

    @Test func aPrivateKeyThatCannotBeReadIsNotRepeated() throws {
        let secret = try NoteSigner.generate(name: "purlin.example/kst")
        let text = secret.withValue { $0 }
        for broken in [String(text.dropFirst()), String(text.dropLast()), text.replacing("kst", with: "kss")] {
            do {
                _ = try NoteSigner(Secret(broken))
                Issue.record("accepted a broken key")
            } catch {
                let key = text.split(separator: "+").last ?? ""
                #expect(!error.description.contains(key.prefix(12)))
            }
        }
    }

    @Test func aCheckpointIsReadAsItIsWritten() throws {
        let checkpoint = Checkpoint(origin: "purlin.example/kst", size: 7, root: .sha256([1]))
        #expect(
            checkpoint.text.split(separator: "\n").map(String.init) == [
                "purlin.example/kst", "7", MerkleHash.sha256([1]).base64,
            ]
        )
        #expect(try Checkpoint(text: checkpoint.text) == checkpoint)
        #expect(try Checkpoint(text: checkpoint.text + "an extension\n") == checkpoint)
        let hash = MerkleHash.sha256([1]).base64
        for text in [
            "", "a\n7\n", "a\n07\n\(hash)\n", "a\n-7\n\(hash)\n", "a\n+7\n\(hash)\n", "a\n7\n\(hash.dropLast())\n",
            "\n7\n\(hash)\n", "a\n7\n\(hash)", "a\n7\n\(hash)\n\n", "a\n9999999999999999999\n\(hash)\n",
        ] {
            #expect(throws: AuditError.self, "\(text)") { try Checkpoint(text: text) }
        }
    }

    @Test func aCheckpointIsOnlySignedAndTrustedInTheNameOfItsLog() throws {
        let signer = try NoteSigner(NoteSigner.generate(name: "purlin.example/kst"))
        let foreign = Checkpoint(origin: "purlin.example/other", size: 7, root: .sha256([1]))
        #expect(throws: AuditError.self) { try SignedCheckpoint(signing: foreign, with: signer) }
        let note = try signer.sign(foreign.text)
        let signed = try SignedCheckpoint(unverified: note.encoded)
        #expect(throws: AuditError.self) { try signed.verify(with: [signer.verifier]) }
    }
}
