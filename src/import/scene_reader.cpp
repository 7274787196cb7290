#include "import/scene_reader.h"

#include "import/assimp_file.h"
#include "import/file_checks.h"

#include <cstring>
#include <fmt/format.h>
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace dorsum::import {
namespace fs = std::filesystem;

namespace {

#if defined(__SANITIZE_ADDRESS__)
#define DORSUM_SHADOW_MEMORY 1 // AddressSanitizer maps terabytes: no limit on address space then
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define DORSUM_SHADOW_MEMORY 1
#endif
#endif

constexpr int k_patience_ms = 60'000;                   // per message of the child
constexpr rlim_t k_child_memory_bytes = rlim_t{6} << 30;

// ---- what child and parent say to each other: flat bytes through a pipe -------------------------------------------------
class Message {
public:
    template <class T>
    void value(const T& v) {
        bytes_.append(reinterpret_cast<const char*>(&v), sizeof v);
    }
    void text(const std::string& s) {
        value(static_cast<std::uint64_t>(s.size()));
        bytes_ += s;
    }
    template <class T>
    void list(const std::vector<T>& v) {
        value(static_cast<std::uint64_t>(v.size()));
        if (!v.empty()) bytes_.append(reinterpret_cast<const char*>(v.data()), v.size() * sizeof(T));
    }
    const std::string& bytes() const { return bytes_; }

private:
    std::string bytes_;
};

class Letter { // reads a Message; anything missing reads as zero and marks the letter as torn
public:
    explicit Letter(std::string_view bytes) : rest_(bytes) {}
    template <class T>
    T value() {
        T v{};
        if (rest_.size() < sizeof v) torn_ = true;
        else std::memcpy(&v, rest_.data(), sizeof v), rest_.remove_prefix(sizeof v);
        return v;
    }
    std::string text() {
        const auto size = value<std::uint64_t>();
        if (size > rest_.size()) return torn_ = true, std::string();
        std::string s(rest_.substr(0, size));
        rest_.remove_prefix(size);
        return s;
    }
    template <class T>
    std::vector<T> list() {
        const auto count = value<std::uint64_t>();
        std::vector<T> v;
        if (count > rest_.size() / sizeof(T)) return torn_ = true, v;
        v.resize(count);
        if (count > 0) std::memcpy(v.data(), rest_.data(), count * sizeof(T));
        rest_.remove_prefix(count * sizeof(T));
        return v;
    }
    bool torn() const { return torn_; }

private:
    std::string_view rest_;
    bool torn_ = false;
};

Message pack(std::size_t file, const core::Result<FileContent>& result) {
    Message m;
    m.value(static_cast<std::uint64_t>(file));
    m.value(static_cast<bool>(result));
    if (!result) {
        m.text(result.error().message);
        m.text(result.error().remedy);
        return m;
    }
    m.value(static_cast<std::uint64_t>(result->warnings.size()));
    for (const auto& w : result->warnings) m.text(w);
    m.value(static_cast<std::uint64_t>(result->parts.size()));
    for (const RawPart& part : result->parts) {
        m.value(static_cast<std::uint64_t>(part.names.size()));
        for (const auto& name : part.names) m.text(name);
        m.value(part.unit_mm.value_or(0.0f));
        m.list(part.mesh.positions);
        m.list(part.mesh.normals);
        m.list(part.mesh.indices);
    }
    return m;
}

bool write_all(int fd, const char* data, std::size_t size) {
    while (size > 0) {
        const ssize_t n = ::write(fd, data, size);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        data += n;
        size -= static_cast<std::size_t>(n);
    }
    return true;
}

bool read_all(int fd, char* data, std::size_t size) {
    while (size > 0) {
        pollfd p{fd, POLLIN, 0};
        const int ready = ::poll(&p, 1, k_patience_ms);
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) return false;
        const ssize_t n = ::read(fd, data, size);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        data += n;
        size -= static_cast<std::size_t>(n);
    }
    return true;
}

core::Result<FileContent> read_safely(const fs::path& path) {
    try {
        return read_with_assimp(path);
    } catch (const std::exception& e) {
        return core::Error{core::ErrorCode::malformed, std::string("cannot be read as a mesh: ") + e.what(), path.string(),
                           "export or copy the file again"};
    }
}

[[noreturn]] void be_child(const std::vector<fs::path>& files, const std::vector<std::size_t>& todo, std::size_t first, int fd) {
#if !defined(DORSUM_SHADOW_MEMORY)
    const rlimit memory{k_child_memory_bytes, k_child_memory_bytes};
    ::setrlimit(RLIMIT_AS, &memory);
#endif
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    ::close(2); // a crash is reported by the parent, in its own words
    for (std::size_t i = first; i < todo.size(); ++i) {
        const Message m = pack(todo[i], read_safely(files[todo[i]]));
        const std::uint64_t size = m.bytes().size();
        if (!write_all(fd, reinterpret_cast<const char*>(&size), sizeof size) || !write_all(fd, m.bytes().data(), size)) break;
    }
    ::_exit(0);
}

class Reader {
public:
    Reader(const std::vector<fs::path>& files, core::Diagnostics& diagnostics, const std::function<void(float)>& progress)
        : files_(files), diagnostics_(diagnostics), progress_(progress) {}

    std::vector<RawPart> read() {
        for (std::size_t i = 0; i < files_.size(); ++i) {
            if (const auto status = check_file(files_[i]); status) todo_.push_back(i);
            else complain(i, status.error().message, status.error().remedy);
            if (ends_within_a_line(files_[i]))
                diagnostics_.warning(files_[i].string(), "", "does not end with a whole line: cut short?", "compare it with its source");
        }
        while (next_ < todo_.size()) run_one_child();
        return std::move(parts_);
    }

private:
    // Reads on until the child is done or dies; what it died of is skipped.
    void run_one_child() {
        int ends[2];
        if (::pipe(ends) != 0) return read_here();
        const pid_t child = ::fork();
        if (child < 0) {
            ::close(ends[0]);
            ::close(ends[1]);
            return read_here();
        }
        if (child == 0) {
            ::close(ends[0]);
            be_child(files_, todo_, next_, ends[1]);
        }
        ::close(ends[1]);
        std::string bytes;
        while (next_ < todo_.size()) {
            std::uint64_t size = 0;
            if (!read_all(ends[0], reinterpret_cast<char*>(&size), sizeof size)) break;
            bytes.resize(size);
            if (!read_all(ends[0], bytes.data(), size)) break;
            take(bytes);
        }
        ::close(ends[0]);
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        if (next_ >= todo_.size()) return;
        complain(todo_[next_], "made the reader fail: the file is damaged in a way that it does not survive",
                 "export or copy the file again");
        ++next_;
    }

    void read_here() { // no second process to be had: better than nothing
        for (; next_ < todo_.size();) take(pack(todo_[next_], read_safely(files_[todo_[next_]])).bytes());
    }

    void take(const std::string& bytes) {
        Letter letter(bytes);
        const auto file = letter.value<std::uint64_t>();
        if (!letter.value<bool>()) {
            const std::string message = letter.text(), remedy = letter.text();
            complain(file, message, remedy);
        } else {
            for (auto n = letter.value<std::uint64_t>(); n > 0 && !letter.torn(); --n)
                diagnostics_.warning(files_[file].string(), "", letter.text(), "export or copy the file again");
            for (auto n = letter.value<std::uint64_t>(); n > 0 && !letter.torn(); --n) {
                RawPart part;
                part.file = file;
                for (auto k = letter.value<std::uint64_t>(); k > 0 && !letter.torn(); --k) part.names.push_back(letter.text());
                if (const auto unit = letter.value<float>(); unit > 0) part.unit_mm = unit;
                part.mesh.positions = letter.list<glm::vec3>();
                part.mesh.normals = letter.list<glm::vec3>();
                part.mesh.indices = letter.list<std::uint32_t>();
                if (!letter.torn()) parts_.push_back(std::move(part));
            }
        }
        ++next_;
        if (progress_) progress_(static_cast<float>(next_) / static_cast<float>(todo_.size()));
    }

    void complain(std::size_t file, std::string message, std::string remedy) {
        diagnostics_.error(files_[file].string(), "", std::move(message), std::move(remedy));
    }

    const std::vector<fs::path>& files_;
    core::Diagnostics& diagnostics_;
    const std::function<void(float)>& progress_;
    std::vector<std::size_t> todo_;
    std::size_t next_ = 0;
    std::vector<RawPart> parts_;
};

} // namespace

std::vector<RawPart> read_mesh_files(const std::vector<fs::path>& files, core::Diagnostics& diagnostics,
                                     const std::function<void(float)>& progress) {
    return Reader(files, diagnostics, progress).read();
}

} // namespace dorsum::import
