import CCurl

/// libcurl as a whole: initialised once in a process, and recent enough.
enum Library {
    /// The version that lets a resolver's thread finish alone (CURLOPT_QUICK_EXIT, 7.87.0).
    private static let oldestVersion: UInt32 = 0x07_57_00

    private static let initialization = curl_global_init(Int(CURL_GLOBAL_SSL) | Int(CURL_GLOBAL_WIN32))

    static func prepare() throws(CurlTransport.SetupError) {
        guard initialization == CURLE_OK else {
            let detail = unsafe "cannot be initialised: \(String(cString: curl_easy_strerror(initialization)))"
            throw CurlTransport.SetupError(setting: "libcurl", detail: detail)
        }
        guard let version = unsafe curl_version_info(CURLVERSION_FIRST),
            unsafe version.pointee.version_num >= oldestVersion
        else {
            throw CurlTransport.SetupError(setting: "libcurl", detail: "is older than 7.87.0; install a newer one")
        }
    }
}
