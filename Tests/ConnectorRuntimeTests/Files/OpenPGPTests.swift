import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Foundation
import Testing

/// Encrypted files, with keys that GnuPG makes for the test.
@Suite(.enabled(if: OpenPGPKeys.isInstalled, "gpg is not installed"))
struct OpenPGPTests {
    @Test func filesComeAndGoEncrypted() async throws {
        let keys = try OpenPGPKeys(passphrase: "open sesame")
        defer { keys.end() }
        let secret = Secret("open sesame")
        var zone = try DropZone()
        zone.encrypt = OpenPGPFilter(.encrypt(recipient: keys.fingerprint), home: keys.home)
        zone.decrypt = OpenPGPFilter(.decrypt(passphrase: secret), home: keys.home)
        try await zone.plan("hello")
        try await zone.send()
        #expect(zone.files.files == ["outgoing/hello.csv.pgp"])
        let encrypted = try #require(zone.files.bytes(at: "outgoing/hello.csv.pgp"))
        #expect(!String(decoding: encrypted, as: UTF8.self).contains("note:hello"))
        zone.files.put(encrypted, at: "incoming/back.csv.gpg")
        try await zone.run()

        // The author "note" is known to nobody, so that a case keeps the note; the file was read.
        #expect(try await zone.openCases() == ["unknown_author:note"])
        #expect(zone.files.bytes(at: "processed/back.csv.gpg") == encrypted)
        zone.files.put(try await keys.encrypted("ann:one\n!cut\n"), at: "incoming/bad.csv.pgp")
        try await zone.run(after: .seconds(60))
        #expect(zone.files.bytes(at: "rejected/bad.csv.pgp") != nil)
        // Nothing plain is left on the disk.
        #expect(try await LocalFolder(path: zone.spool.path + "/work").list("").map(\.name) == [])
    }

    @Test func encryptingOnceMoreGivesTheSameBytes() async throws {
        let keys = try OpenPGPKeys(passphrase: "")
        defer { keys.end() }
        var zone = try DropZone()
        zone.encrypt = OpenPGPFilter(.encrypt(recipient: keys.fingerprint), home: keys.home)
        zone.files.before { call throws(FileTransportError) in
            guard call.operation == .rename else { return }
            throw FileTransportError(.unavailable, place: "sftp://drop", detail: "the connection ended")
        }
        try await zone.plan("hello")
        try await zone.send()
        let first = zone.files.bytes(at: DropZone.temporary)
        zone.files.before(nil)
        for _ in 0..<2 {
            zone.clock.advance(by: .seconds(3600))
            try await zone.send()
        }
        #expect(first != nil)
        #expect(zone.files.bytes(at: "outgoing/hello.csv.pgp") == first)
    }

    @Test func whatCannotBeDecryptedIsRejectedOrWaits() async throws {
        let (ours, theirs) = (try OpenPGPKeys(passphrase: "right"), try OpenPGPKeys(passphrase: ""))
        defer {
            ours.end()
            theirs.end()
        }
        var zone = try DropZone()
        zone.decrypt = OpenPGPFilter(.decrypt(passphrase: Secret("right")), home: ours.home)
        zone.drop("plain.csv.pgp", "ann:one")
        zone.files.put(try await theirs.encrypted("ann:two\n"), at: "incoming/theirs.csv.pgp")
        let good = try await ours.encrypted("ann:three\n")
        var altered = good
        altered[altered.count - 5] ^= 0x40
        zone.files.put(altered, at: "incoming/altered.csv.pgp")
        zone.files.put(Array(good.dropLast(20)), at: "incoming/cut.csv.pgp")
        try await zone.run()

        #expect(zone.ledger == [])
        let reasons = ["plain", "theirs", "altered", "cut"].map { zone.text("rejected/\($0).csv.pgp.reason.txt") ?? "" }
        #expect(reasons[0].contains("nothing that is encrypted"))
        #expect(reasons[1].contains("a key that is not ours"))
        #expect(reasons[2].contains("cannot be decrypted"), "\(reasons[2])")
        #expect(reasons[3].contains("cannot be decrypted"), "\(reasons[3])")

        var locked = try DropZone()
        locked.decrypt = OpenPGPFilter(.decrypt(passphrase: Secret("wrong")), home: ours.home)
        ours.endAgent()
        locked.files.put(good, at: "incoming/good.csv.pgp")
        try await locked.run()
        #expect(locked.files.files == ["claimed/good.csv.pgp"])
        let pause = try await locked.store.pause(of: "paper")
        #expect(pause?.reason.contains("passphrase does not open") == true)
        #expect(pause?.reason.contains("wrong") == false)
        locked.decrypt = OpenPGPFilter(.decrypt(passphrase: Secret("right")), home: ours.home)
        try await locked.run(after: .seconds(3600))
        #expect(locked.ledger == ["Note/three"])
    }

    @Test func aDamagedFileIsRejectedAndTheNextOneIsRead() async throws {
        let keys = try OpenPGPKeys(passphrase: "right")
        defer { keys.end() }
        var zone = try DropZone()
        zone.decrypt = OpenPGPFilter(.decrypt(passphrase: Secret("right")), home: keys.home)
        // Lines that compress, of 20 KiB and more.
        let good = try await keys.encrypted((0..<2_000).map { "ann:hour \($0 * 7919 % 10_007)\n" }.joined())
        #expect(good.count < 20_000)
        var names: [String] = []
        for place in [0, 1, 5, 20, 60, 100, 130, 300, good.count / 2, good.count - 100, good.count - 1] {
            var altered = good
            altered[place] ^= 0x40
            names.append("flipped\(place).csv.pgp")
            zone.files.put(altered, at: "incoming/\(names.last ?? "")")
        }
        for length in [1, 5, 50, 100, 140, 400, good.count / 2, good.count - 5] {
            names.append("cut\(length).csv.pgp")
            zone.files.put(Array(good.prefix(length)), at: "incoming/\(names.last ?? "")")
        }
        zone.files.put(try await keys.encrypted("ann:behind\n"), at: "incoming/zz.csv.pgp")
        try await zone.run()

        for name in names {
            #expect(zone.text("rejected/\(name).reason.txt")?.contains("have it") == true, "\(name)")
        }
        #expect(zone.ledger == ["Note/behind"])
        #expect(try await zone.store.pause(of: "paper") == nil)
    }

    @Test func whatIsNotEncryptedForAKeyIsRejected() async throws {
        let (ours, theirs) = (try OpenPGPKeys(passphrase: "right"), try OpenPGPKeys(passphrase: ""))
        defer {
            ours.end()
            theirs.end()
        }
        // A passphrase that is missing is the file's fault too, if it is not that of our key.
        for passphrase in [Secret("right"), nil] {
            var zone = try DropZone()
            zone.decrypt = OpenPGPFilter(.decrypt(passphrase: passphrase), home: ours.home)
            zone.files.put(try theirs.made("", ["--export"]), at: "incoming/key.csv.pgp")
            let alone = ["--pinentry-mode", "loopback", "--passphrase", "between us", "--symmetric"]
            zone.files.put(try theirs.made("ann:one\n", alone), at: "incoming/phrase.csv.pgp")
            zone.files.put(try theirs.made("ann:two\n", ["--sign"]), at: "incoming/signed.csv.pgp")
            try await zone.run()

            let reasons = ["key", "phrase", "signed"].map { zone.text("rejected/\($0).csv.pgp.reason.txt") ?? "" }
            #expect(reasons[0].contains("nothing that is encrypted"), "\(reasons[0])")
            #expect(reasons[1].contains("with a passphrase alone"), "\(reasons[1])")
            #expect(reasons[2].contains("nothing that is encrypted"), "\(reasons[2])")
            #expect(zone.ledger == [])
            #expect(try await zone.store.pause(of: "paper") == nil)
        }
    }

    @Test func aSignatureOfAnUnknownKeyIsNotChecked() async throws {
        let (ours, theirs) = (try OpenPGPKeys(passphrase: ""), try OpenPGPKeys(passphrase: ""))
        defer {
            ours.end()
            theirs.end()
        }
        _ = try theirs.made(try ours.made("", ["--armor", "--export"]), ["--import"])
        var zone = try DropZone()
        zone.decrypt = OpenPGPFilter(.decrypt(passphrase: nil), home: ours.home)
        let options = ["--trust-model", "always", "--recipient", ours.fingerprint, "--sign", "--encrypt"]
        let signed = try theirs.made("ann:one\n", ["--local-user", theirs.fingerprint] + options)
        zone.files.put(signed, at: "incoming/signed.csv.pgp")
        try await zone.run()

        #expect(zone.ledger == ["Note/one"])
        #expect(zone.files.bytes(at: "processed/signed.csv.pgp") == signed)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "the system has no /dev/full"))
    func aFullDiskIsNotTheFilesFault() async throws {
        let keys = try OpenPGPKeys(passphrase: "")
        defer { keys.end() }
        let (input, output) = (keys.home + "/in.pgp", keys.home + "/full")
        let bytes = try await keys.encrypted(String(repeating: "ann:one\n", count: 10_000))
        try Data(bytes).write(to: URL(fileURLWithPath: input))
        try FileManager.default.createSymbolicLink(atPath: output, withDestinationPath: "/dev/full")
        do throws(FileFilterError) {
            try await OpenPGPFilter(.decrypt(passphrase: nil), home: keys.home).run(input, to: output)
            Issue.record("there was room")
        } catch {
            #expect(!error.isFault)
            #expect(error.description.contains("the disk is full"), "\(error)")
        }
    }

    @Test func aSmallFileDoesNotBecomeAHugeOne() async throws {
        let keys = try OpenPGPKeys(passphrase: "")
        defer { keys.end() }
        var zone = try DropZone()
        zone.decrypt = OpenPGPFilter(.decrypt(passphrase: nil), home: keys.home, limit: 10_000)
        let bomb = try await keys.encrypted(String(repeating: "0", count: 1_000_000))
        #expect(bomb.count < 10_000)
        zone.files.put(bomb, at: "incoming/bomb.csv.pgp")
        try await zone.run()

        #expect(zone.text("rejected/bomb.csv.pgp.reason.txt")?.contains("larger than 'limit'") == true)
    }

    @Test func aMissingProgramOrFolderSaysWhatToDo() async throws {
        let folder = try TemporaryFolder()
        let (input, output) = (folder.path + "/in", folder.path + "/out")
        try "x".write(toFile: input, atomically: false, encoding: .utf8)
        for (home, program, words) in [
            (folder.path, "no-such-gpg", "install gnupg"), (folder.path + "/none", "gpg", "keys"),
        ] {
            let filter = OpenPGPFilter(.decrypt(passphrase: nil), home: home, program: program)
            do throws(FileFilterError) {
                try await filter.run(input, to: output)
                Issue.record("nothing was missing")
            } catch {
                #expect(!error.isFault)
                #expect(error.description.contains(words), "\(error)")
            }
        }
    }
}

/// A folder of keys with one pair, made for the test.
struct OpenPGPKeys {
    static let isInstalled = ["/usr/bin/gpg", "/usr/local/bin/gpg", "/opt/homebrew/bin/gpg"].contains {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    let folder: TemporaryFolder
    let fingerprint: String

    var home: String { folder.path }

    init(passphrase: String) throws {
        folder = try TemporaryFolder()
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path)
        _ = try Self.gpg(
            folder.path,
            [
                "--passphrase", passphrase, "--pinentry-mode", "loopback", "--quick-generate-key",
                "kestrel@example.com", "future-default", "default", "never",
            ]
        )
        let listed = try Self.gpg(folder.path, ["--with-colons", "--fingerprint", "--list-keys"])
        let line = listed.split(separator: "\n").first { $0.hasPrefix("fpr:") } ?? ""
        fingerprint = line.split(separator: ":").last.map(String.init) ?? ""
    }

    func encrypted(_ text: String) async throws -> [UInt8] {
        let (input, output) = (home + "/in.txt", home + "/out.pgp")
        try text.write(toFile: input, atomically: false, encoding: .utf8)
        try await OpenPGPFilter(.encrypt(recipient: fingerprint), home: home).run(input, to: output)
        return Array(FileManager.default.contents(atPath: output) ?? Data())
    }

    /// What GnuPG makes of a text with its own options.
    func made(_ text: String, _ options: [String]) throws -> [UInt8] {
        try made(Array(text.utf8), options)
    }

    /// What GnuPG makes of bytes with its own options.
    func made(_ bytes: [UInt8], _ options: [String]) throws -> [UInt8] {
        let (input, output) = (home + "/in.made", home + "/out.made")
        try Data(bytes).write(to: URL(fileURLWithPath: input))
        let files = options.last == "--export" ? [] : [input]
        _ = try Self.gpg(home, ["--yes", "--output", output] + options + files)
        defer { try? FileManager.default.removeItem(atPath: output) }
        return Array(FileManager.default.contents(atPath: output) ?? Data())
    }

    /// Makes GnuPG forget the passphrases that it has heard.
    func endAgent() { end() }

    func end() {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gpgconf", "--homedir", home, "--kill", "gpg-agent"]
        try? process.run()
        process.waitUntilExit()
    }

    private static func gpg(_ home: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gpg", "--homedir", home, "--batch", "--no-tty", "--quiet"] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "gpg \(arguments)")
        return String(decoding: text, as: UTF8.self)
    }
}
