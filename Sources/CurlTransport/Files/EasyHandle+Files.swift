import CCurl
import ConnectorKit

/// What is needed to get into a file server, ready for libcurl.
struct FileLogin: Sendable {
    let place: CurlFileTransport.Place
    let isSFTP: Bool
    /// The pinned fingerprints without a final `=`.
    let hostKeys: Set<String>
    /// The path under which libssh2 finds the private key.
    let keyPath: String?
}

extension EasyHandle {
    /// Sets everything that a call to a file server needs.
    func prepare(for transfer: FileTransfer) throws(OptionError) {
        try keepErrorText()
        try set(CURLOPT_URL, transfer.url)
        try set(CURLOPT_PATH_AS_IS, 1)
        try set(CURLOPT_PROTOCOLS_STR, transfer.login.isSFTP ? "sftp" : "ftp")
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_QUICK_EXIT, 1)
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_CONNECTTIMEOUT_MS, transfer.login.place.connectTimeout.wholeMilliseconds)
        try set(CURLOPT_BUFFERSIZE, 256 << 10)
        try set(CURLOPT_UPLOAD_BUFFERSIZE, 512 << 10)
        // As in a folder of this machine: the system that takes a file may be another user of the same group.
        try set(CURLOPT_NEW_FILE_PERMS, 0o660)
        try set(CURLOPT_NEW_DIRECTORY_PERMS, 0o770)
        try logIn(transfer.login)
        try describe(transfer.work)
        try unsafe callBack(Unmanaged.passUnretained(transfer).toOpaque())
    }

    private func logIn(_ login: FileLogin) throws(OptionError) {
        let place = login.place
        try set(CURLOPT_USERNAME, place.user)
        if let password = place.password { try set(CURLOPT_PASSWORD, password) }
        guard login.isSFTP else { return try requireTLS(caFile: place.caFile) }
        // Without these libcurl would try an agent, and keys that it finds in the folder of this process's user.
        let withPassword = place.password == nil ? 0 : Int(CURLSSH_AUTH_PASSWORD) | Int(CURLSSH_AUTH_KEYBOARD)
        try set(CURLOPT_SSH_AUTH_TYPES, withPassword | (login.keyPath == nil ? 0 : Int(CURLSSH_AUTH_PUBLICKEY)))
        if let keyPath = login.keyPath { try set(CURLOPT_SSH_PRIVATE_KEYFILE, keyPath) }
        if let passphrase = place.passphrase { try set(CURLOPT_KEYPASSWD, passphrase) }
    }

    private func requireTLS(caFile: String?) throws(OptionError) {
        try set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
        try set(CURLOPT_FTPSSLAUTH, Int(CURLFTPAUTH_TLS.rawValue))
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        if let caFile { try set(CURLOPT_CAINFO, caFile) }
        // The server's folder never changes, so that each path means the same in each command.
        try set(CURLOPT_FTP_FILEMETHOD, Int(CURLFTPMETHOD_NOCWD.rawValue))
    }

    private func describe(_ work: FileWork) throws(OptionError) {
        switch work {
        case .list(let command):
            if let command { try set(CURLOPT_CUSTOMREQUEST, command) }
        case .read: break
        case .write(let bytes, let commands):
            try set(commands: commands)
            try set(CURLOPT_UPLOAD, 1)
            try set(uploadSize: bytes.count)
        case .commands(let commands):
            try set(commands: commands)
            try set(CURLOPT_NOBODY, 1)
        case .probe:
            try set(CURLOPT_NOBODY, 1)
            try set(CURLOPT_FILETIME, 1)
        }
    }

    private func callBack(_ transfer: UnsafeMutableRawPointer) throws(OptionError) {
        let context = UnsafeRawPointer(transfer)
        try unsafe set(CURLOPT_WRITEDATA, context)
        try unsafe set(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            guard let context = unsafe context else { return size * count &+ 1 }
            let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
            switch unsafe FileTransfer.at(context).take(piece) {
            case .taken: return size * count
            case .paused: return Int(CURL_WRITEFUNC_PAUSE)
            case .refused: return size * count &+ 1
            }
        }
        try unsafe set(CURLOPT_READDATA, context)
        try unsafe set(CURLOPT_READFUNCTION) { room, size, count, context in
            guard let context = unsafe context else { return Int(CURL_READFUNC_ABORT) }
            let room = unsafe UnsafeMutableRawBufferPointer(start: room, count: size * count)
            return unsafe FileTransfer.at(context).give(room)
        }
        try set(CURLOPT_NOPROGRESS, 0)
        try unsafe set(CURLOPT_XFERINFODATA, context)
        try unsafe set(whileWaiting: { context, _, _, _, _ in
            guard let context = unsafe context else { return 1 }
            return unsafe FileTransfer.at(context).mustStop ? 1 : 0
        })
        try unsafe set(CURLOPT_SSH_HOSTKEYDATA, context)
        try unsafe set(hostKey: { context, _, key, size in
            guard let context = unsafe context, let key = unsafe key else {
                return Int32(CURLKHMATCH_MISMATCH.rawValue)
            }
            let bytes = unsafe UnsafeRawBufferPointer(start: key, count: size)
            let isRight = unsafe FileTransfer.at(context).accepts(hostKey: bytes)
            return Int32((isRight ? CURLKHMATCH_OK : CURLKHMATCH_MISMATCH).rawValue)
        })
    }

    private func set(_ option: CURLoption, _ secret: Secret) throws(OptionError) {
        let result = secret.withValue { value in
            Result { () throws(OptionError) in try set(option, value) }
        }
        try result.get()
    }
}

extension FileTransfer {
    /// How libcurl's callbacks find back to their transfer.
    fileprivate static func at(_ context: UnsafeRawPointer) -> FileTransfer {
        unsafe Unmanaged<FileTransfer>.fromOpaque(context).takeUnretainedValue()
    }
}
