#include "render/gl/shader_source.h"

#include "core/files.h"

#include <algorithm>
#include <fmt/format.h>
#include <regex>
#include <sstream>

namespace dorsum::render::gl {
namespace {

std::string prelude(Dialect dialect, std::span<const std::string> defines) {
    std::string text =
        dialect == Dialect::gl_330
            ? "#version 330 core\n"
            : "#version 300 es\nprecision highp float;\nprecision highp int;\nprecision highp sampler2D;\nprecision highp usampler2D;\n";
    for (const std::string& define : defines) text += "#define " + define + " 1\n";
    return text;
}

class Loader {
public:
    Loader(const std::filesystem::path& folder, ShaderSource& source) : folder_(folder), source_(source) {}

    core::Status append(const std::string& file) {
        auto text = core::read_text_file(folder_ / file);
        if (!text) return text.error();
        const std::size_t index = source_.files.size();
        source_.files.push_back(file);
        source_.text += fmt::format("#line {}\n", index * k_lines_per_file + 1);
        std::istringstream lines(*text);
        std::string line;
        for (int number = 1; std::getline(lines, line); ++number)
            if (auto done = append_line(line, number, index); !done) return done;
        return {};
    }

private:
    core::Status append_line(const std::string& line, int number, std::size_t index) {
        if (line.rfind("#include", 0) != 0) {
            source_.text += line + '\n';
            return {};
        }
        const std::size_t first = line.find('"'), last = line.rfind('"');
        if (first == std::string::npos || last <= first)
            return core::Error{core::ErrorCode::malformed,
                               "expected #include \"file.glsl\"",
                               fmt::format("{}:{}", (folder_ / source_.files[index]).string(), number),
                               {}};
        const std::string name = line.substr(first + 1, last - first - 1);
        if (std::find(source_.files.begin(), source_.files.end(), name) == source_.files.end())
            if (auto done = append(name); !done) return done;
        source_.text += fmt::format("#line {}\n", index * k_lines_per_file + static_cast<std::size_t>(number) + 1);
        return {};
    }

    const std::filesystem::path& folder_;
    ShaderSource& source_;
};

} // namespace

core::Result<ShaderSource> load_shader(const std::filesystem::path& folder, const std::string& file, Dialect dialect,
                                       std::span<const std::string> defines) {
    ShaderSource source;
    std::vector<std::string> its_own(defines.begin(), defines.end());
    // Vertex shaders that do the same shall read the same: a software driver compiles such a one once.
    if (file.ends_with(".vert")) std::erase(its_own, "WEIGHTED");
    source.text = prelude(dialect, its_own);
    if (auto done = Loader(folder, source).append(file); !done) return done.error();
    return source;
}

ShaderComplaint read_complaint(const std::string& log, std::span<const std::string> files) {
    // Mesa "0:12(5): error: ...", NVIDIA "0(12) : error C0000: ...", ANGLE and WebGL "ERROR: 0:12: ..."
    static const std::regex pattern(R"((\d+)(?::(\d+)|\((\d+)\)))");
    std::string line;
    for (std::istringstream lines(log); std::getline(lines, line);) {
        std::smatch match;
        if (line.find("arning") != std::string::npos || !std::regex_search(line, match, pattern)) continue;
        const std::size_t number = std::stoul(match[2].matched ? match[2] : match[3]);
        const std::size_t index = number / k_lines_per_file;
        return {fmt::format("{}:{}", index < files.size() ? files[index] : "?", number % k_lines_per_file), line};
    }
    return {files.empty() ? std::string() : files.front(), log};
}

} // namespace dorsum::render::gl
