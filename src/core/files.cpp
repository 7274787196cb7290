#include "core/files.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dorsum::core {
namespace fs = std::filesystem;

namespace {

Error unwritable(const fs::path& path, std::string_view what, int error_number) {
    return {ErrorCode::unwritable, fmt::format("{}: {}", what, std::strerror(error_number)), path.string(),
            "choose another folder or free some space; the older file, if any, is untouched"};
}

bool write_all(int fd, std::span<const std::byte> bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto written = ::write(fd, bytes.data() + done, bytes.size() - done);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        done += static_cast<std::size_t>(written);
    }
    return true;
}

} // namespace

Result<std::string> read_text_file(const fs::path& path, std::size_t max_bytes) {
    std::error_code ec;
    const auto status = fs::status(path, ec);
    if (!fs::exists(status)) return Error{ErrorCode::not_found, "no such file", path.string(), "check the path"};
    if (!fs::is_regular_file(status))
        return Error{ErrorCode::unreadable, "not a regular file", path.string(), "name a file"};
    const auto size = fs::file_size(path, ec);
    if (ec) return Error{ErrorCode::unreadable, ec.message(), path.string(), "check its permissions"};
    if (size > max_bytes)
        return Error{ErrorCode::too_large, fmt::format("{} bytes, the limit is {}", size, max_bytes), path.string(),
                     "this is probably not the file meant"};
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (!file) return Error{ErrorCode::unreadable, std::strerror(errno), path.string(), "check its permissions"};
    std::string text(size, '\0');
    const auto got = std::fread(text.data(), 1, size, file);
    std::fclose(file);
    if (got != size) return Error{ErrorCode::unreadable, "could not be read to its end", path.string(), "try again"};
    return text;
}

Status write_file_atomically(const fs::path& path, std::span<const std::byte> bytes) {
    std::error_code ec;
    if (path.has_parent_path()) fs::create_directories(path.parent_path(), ec);
    fs::path temporary = path;
    temporary += fmt::format(".{}.part", ::getpid());
    const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) return unwritable(path, "cannot be written", errno);
    const bool written = write_all(fd, bytes) && ::fsync(fd) == 0;
    const int write_error = errno;
    const bool closed = ::close(fd) == 0;
    if (!written || !closed) {
        ::unlink(temporary.c_str());
        return unwritable(path, "writing failed", write_error);
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0) {
        const int rename_error = errno;
        ::unlink(temporary.c_str());
        return unwritable(path, "cannot be replaced", rename_error);
    }
    return {};
}

Status write_file_atomically(const fs::path& path, std::string_view text) {
    return write_file_atomically(path, std::as_bytes(std::span(text.data(), text.size())));
}

Result<fs::path> find_home_folder() {
    std::vector<fs::path> tried;
    if (const char* home = std::getenv("DORSUM_HOME")) tried.emplace_back(home);
    else {
        tried.emplace_back(DORSUM_SOURCE_DIR);
        std::error_code ec;
        const auto program = fs::read_symlink("/proc/self/exe", ec);
        if (!ec) {
            tried.push_back(program.parent_path());
            tried.push_back(program.parent_path().parent_path() / "share" / "dorsum");
        }
    }
    std::string places;
    for (const auto& folder : tried) {
        std::error_code ec;
        if (fs::is_directory(folder / "assets", ec) && fs::is_directory(folder / "shaders", ec)) return folder;
        places += (places.empty() ? "" : ", ") + folder.string();
    }
    return Error{ErrorCode::not_found, "the folders assets and shaders were found in none of: " + places, "",
                 "set DORSUM_HOME to the folder that holds them"};
}

fs::path cache_folder() {
    if (const char* own = std::getenv("DORSUM_CACHE"); own && *own) return own;
    if (const char* xdg = std::getenv("XDG_CACHE_HOME"); xdg && *xdg) return fs::path(xdg) / "dorsum";
    if (const char* home = std::getenv("HOME"); home && *home) return fs::path(home) / ".cache" / "dorsum";
    return fs::temp_directory_path() / "dorsum-cache";
}

} // namespace dorsum::core
