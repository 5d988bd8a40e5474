import Foundation
import Testing

/// The command `openssl`: an implementation of HMAC and Ed25519 that shares nothing with the code under test.
enum OpenSSL {
    /// HMAC-SHA256 in base64.
    static func hmacSHA256(of text: [UInt8], key: [UInt8]) async throws -> [UInt8] {
        let hex = key.map { String(format: "%02x", $0) }.joined()
        return try await run(["dgst", "-sha256", "-mac", "HMAC", "-macopt", "hexkey:\(hex)", "-binary"], input: text)
    }

    /// The public key of an Ed25519 seed of 32 bytes.
    static func publicKey(ofSeed seed: [UInt8]) async throws -> [UInt8] {
        try await withKey(seed) { key in
            Array(try await run(["pkey", "-in", key.path, "-pubout", "-outform", "DER"], input: []).suffix(32))
        }
    }

    /// The Ed25519 signature of `text` under a seed of 32 bytes.
    static func signature(of text: [UInt8], seed: [UInt8]) async throws -> [UInt8] {
        try await withKey(seed) { key in
            let file = key.deletingLastPathComponent().appendingPathComponent("text")
            try Data(text).write(to: file)
            return try await run(["pkeyutl", "-sign", "-inkey", key.path, "-rawin", "-in", file.path], input: [])
        }
    }

    /// A file with the seed as a private key of PKCS #8 (RFC 8410, section 7).
    private static func withKey<Value>(_ seed: [UInt8], _ body: (URL) async throws -> Value) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("key-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let prefix: [UInt8] = [
            0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
        ]
        let text = Data(prefix + seed).base64EncodedString()
        let file = folder.appendingPathComponent("key.pem")
        try Data("-----BEGIN PRIVATE KEY-----\n\(text)\n-----END PRIVATE KEY-----\n".utf8).write(to: file)
        return try await body(file)
    }

    private static func run(_ arguments: [String], input: [UInt8]) async throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        let status = try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
                try stdin.fileHandleForWriting.write(contentsOf: Data(input))
                try stdin.fileHandleForWriting.close()
            } catch { continuation.resume(throwing: error) }
        }
        try #require(status == 0, "openssl \(arguments.first ?? "") ended with \(status)")
        return Array(stdout.fileHandleForReading.readDataToEndOfFile())
    }
}
