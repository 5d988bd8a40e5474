import ConnectorKit
import ConnectorRuntime
import Foundation

/// Where a system's files lie and how they are taken and sent, as the configuration says it.
struct FilesConfiguration {
    /// How a place is reached.
    enum Reach {
        /// A folder of this machine.
        case folder(path: String)
        case server(Composition.FilePlaceSettings)
    }

    let reach: Reach
    /// The address as it was written.
    let address: String
    let folders: FilePlace.Folders
    let readiness: FilePlace.Readiness
    let limit: Int64
    let keepOriginals: Duration
    let decrypt: OpenPGPFilter?
    let encrypt: OpenPGPFilter?
    /// The folder for copies and originals; `nil` for the usual one beside the store.
    let spool: String?
    /// The place of `files`.
    let place: ConfigurationDiagnostic

    /// Makes the place, without any input or output.
    ///
    /// - Parameters:
    ///   - system: The name of the system.
    ///   - storePath: The path of the store.
    ///   - makeTransport: Makes what reaches servers; `nil` if this program cannot.
    /// - Returns: The place.
    /// - Throws: What `makeTransport` throws.
    func filePlace(
        of system: String,
        storePath: String,
        _ makeTransport: (@Sendable (Composition.FilePlaceSettings) throws -> any FileTransport)?
    ) throws -> FilePlace {
        let transport: any FileTransport
        switch reach {
        case .folder(let path): transport = LocalFolder(path: path)
        case .server(let settings):
            guard let makeTransport else {
                throw ConfigurationError(diagnostics: [
                    place.saying("this program was built for folders of this machine alone, not for \(address)")
                ])
            }
            transport = try makeTransport(settings)
        }
        var place = FilePlace(
            transport: transport,
            name: address,
            spool: spoolPath(of: system, storePath: storePath)
        )
        place.identity = reach.identity
        place.folders = folders
        place.readiness = readiness
        place.limit = limit
        place.keepOriginals = keepOriginals
        place.decrypt = decrypt
        place.encrypt = encrypt
        return place
    }

    func spoolPath(of system: String, storePath: String) -> String {
        spool ?? "\(storePath).files/\(Self.folderName(of: system))"
    }

    /// A name for the folder of a system, each system another one.
    private static func folderName(of system: String) -> String {
        let plain = system.utf8.allSatisfy { byte in
            let scalar = UnicodeScalar(byte)
            return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "_"
        }
        return plain ? system : "%" + system.utf8.map { String($0, radix: 16) }.joined(separator: "-")
    }
}

// MARK: - Reading

extension ConfigurationReader {
    private static let filesKeys = [
        "address", "user", "password", "privateKey", "passphrase", "hostKey", "caFile", "folders", "stableFor",
        "marker",
        "checksum", "limit", "keepOriginals", "decrypt", "encrypt", "spool",
    ]

    /// The part `files` of a system, if its connector reads or writes files.
    func files(_ mapping: MappingReader, _ entry: ConnectorRegistry.Entry) -> FilesConfiguration? {
        let fileCapabilities: Set<Capability> = [.fileSource, .fileSink]
        let given = mapping.optional("files")
        guard !entry.capabilities.isDisjoint(with: fileCapabilities) else {
            given?.report("does not go with the connector '\(entry.manifest.id)', which neither reads nor writes files")
            return nil
        }
        guard let given else {
            if entry.capabilities.isSubset(of: fileCapabilities) { mapping.value.reportMissing("files") }
            return nil
        }
        return files(given)
    }

    private func files(_ value: YAMLValue) -> FilesConfiguration? {
        let mapping = MappingReader(value, allowed: Self.filesKeys)
        let limit = mapping.optional("limit").map { bytes($0) } ?? 2 << 30
        let folders = mapping.optional("folders").map { self.folders($0) } ?? FilePlace.Folders()
        let readiness = FilePlace.Readiness(
            stableFor: mapping.optional("stableFor")?.duration(),
            marker: mapping.optional("marker").flatMap { suffix($0) },
            checksum: mapping.optional("checksum").flatMap { suffix($0) }
        )
        if readiness.marker != nil, readiness.marker == readiness.checksum {
            mapping.optional("checksum")?.report("is the same as 'marker'; give it another ending")
        }
        let keep = mapping.optional("keepOriginals")?.duration() ?? .seconds(400 * 86_400)
        let decrypt = mapping.optional("decrypt").flatMap { decryption($0, limit: limit ?? 0) }
        let encrypt = mapping.optional("encrypt").flatMap { encryption($0) }
        guard let addressValue = mapping.required("address"), let address = addressValue.addressWithoutCredentials(),
            let reach = reach(address, mapping, addressValue)
        else { return nil }
        return FilesConfiguration(
            reach: reach,
            address: address,
            folders: folders,
            readiness: readiness,
            limit: limit ?? 0,
            keepOriginals: keep,
            decrypt: decrypt,
            encrypt: encrypt,
            spool: mapping.optional("spool")?.text().map { URL(fileURLWithPath: $0, relativeTo: folder).path },
            place: value.diagnostic("")
        )
    }

    private func reach(_ address: String, _ mapping: MappingReader, _ value: YAMLValue) -> FilesConfiguration.Reach? {
        let credentials = ["user", "password", "privateKey", "passphrase", "hostKey", "caFile"]
        let (scheme, foreign): (String, [String])
        switch address.range(of: "://").map({ address[..<$0.lowerBound].lowercased() }) {
        case nil, "file":
            for key in credentials { mapping.optional(key)?.report("does not go with a folder of this machine") }
            let path = address.hasPrefix("file://") ? String(address.dropFirst(7)) : address
            return .folder(path: URL(fileURLWithPath: path, relativeTo: folder).path)
        case "sftp": (scheme, foreign) = ("sftp", ["caFile"])
        case "ftps": (scheme, foreign) = ("ftps", ["privateKey", "passphrase", "hostKey"])
        default:
            value.report("must be a path, or an address beginning with file://, sftp:// or ftps://")
            return nil
        }
        for key in foreign { mapping.optional(key)?.report("does not go with \(scheme)://") }
        let user = mapping.required("user")?.text()
        let hostKeys = scheme == "sftp" ? mapping.required("hostKey").map { self.hostKeys($0) } : []
        let (password, key) = (mapping.optional("password"), mapping.optional("privateKey"))
        if password == nil, key == nil {
            mapping.value.report(scheme == "sftp" ? "'password' or 'privateKey' is missing" : "'password' is missing")
        }
        let secrets = [password, key, mapping.optional("passphrase")].map { $0.flatMap { secretValue($0) } }
        guard let user, let hostKeys else { return nil }
        return .server(
            Composition.FilePlaceSettings(
                address: address,
                user: user,
                password: secrets[0],
                privateKey: secrets[1],
                passphrase: secrets[2],
                hostKeys: hostKeys,
                caFile: mapping.optional("caFile")?.text().map { URL(fileURLWithPath: $0, relativeTo: folder).path }
            )
        )
    }

    /// Fingerprints as `ssh-keygen -l` prints them: the SHA-256 of a public key in base64 without padding.
    private func hostKeys(_ value: YAMLValue) -> [String] {
        value.texts().filter { text in
            let digits = text.dropFirst("SHA256:".count)
            let isKey =
                text.hasPrefix("SHA256:") && digits.utf8.count == 43
                && digits.utf8.allSatisfy { byte in
                    UnicodeScalar(byte).properties.isAlphabetic || (0x2F...0x39).contains(byte) || byte == 0x2B
                }
            if !isKey {
                value.report("must be fingerprints such as SHA256: and 43 characters, as 'ssh-keygen -l' prints")
            }
            return isKey
        }
    }

    private func folders(_ value: YAMLValue) -> FilePlace.Folders {
        let mapping = MappingReader(value, allowed: ["incoming", "outgoing", "claimed", "processed", "rejected"])
        var folders = FilePlace.Folders()
        func name(_ key: String, _ standard: String) -> String {
            guard let given = mapping.optional(key), let text = given.text() else { return standard }
            let path = String(text.drop { $0 == "/" })
            do throws(FileTransportError) {
                guard try !FilePath.parts(of: path, at: key).isEmpty else {
                    throw FileTransportError(.missing, place: "", detail: "is empty")
                }
                return path
            } catch {
                given.report("must be a path below the address: \(error.detail)")
                return standard
            }
        }
        folders.incoming = name("incoming", folders.incoming)
        folders.outgoing = name("outgoing", folders.outgoing)
        folders.claimed = name("claimed", folders.claimed)
        folders.processed = name("processed", folders.processed)
        folders.rejected = name("rejected", folders.rejected)
        let all = [folders.incoming, folders.outgoing, folders.claimed, folders.processed, folders.rejected]
        if Set(all).count < all.count { value.report("names one folder for two things; give each its own") }
        return folders
    }

    private func suffix(_ value: YAMLValue) -> String? {
        value.value("the ending of a name such as .done") { text in
            text.hasPrefix(".") && text.count > 1 && FilePath.flaw(in: text) == nil
                && !FilePlace.isTemporary("a" + text)
                ? text : nil
        }
    }

    /// A number of bytes, such as `500000`, `64KiB`, `20MiB` or `2GiB`.
    private func bytes(_ value: YAMLValue) -> Int64? {
        value.value("a number of bytes such as 500000, 64KiB, 20MiB or 2GiB") { text in
            let units: [(String, Int64)] = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)]
            let unit = units.first { text.hasSuffix($0.0) }
            guard let count = Int64(unit == nil ? text : String(text.dropLast(3))),
                (1...(1 << 20) * (1 << 20)).contains(count)
            else { return nil }
            let product = count.multipliedReportingOverflow(by: unit?.1 ?? 1)
            return product.overflow ? nil : product.partialValue
        }
    }

    private func decryption(_ value: YAMLValue, limit: Int64) -> OpenPGPFilter? {
        let mapping = MappingReader(value, allowed: ["home", "passphrase"])
        let passphrase = mapping.optional("passphrase").flatMap { secretValue($0) }
        guard let home = mapping.required("home")?.text() else { return nil }
        return OpenPGPFilter(.decrypt(passphrase: passphrase), home: path(home), limit: limit)
    }

    private func encryption(_ value: YAMLValue) -> OpenPGPFilter? {
        let mapping = MappingReader(value, allowed: ["home", "recipient"])
        let recipient = mapping.required("recipient")?
            .value("the fingerprint of an OpenPGP key, 40 hexadecimal digits as 'gpg --fingerprint' prints") { text in
                let digits = text.filter { $0 != " " }
                return digits.utf8.count == 40 && digits.allSatisfy(\.isHexDigit) ? digits : nil
            }
        guard let home = mapping.required("home")?.text(), let recipient else { return nil }
        return OpenPGPFilter(.encrypt(recipient: recipient), home: path(home))
    }

    private func path(_ text: String) -> String { URL(fileURLWithPath: text, relativeTo: folder).path }
}
