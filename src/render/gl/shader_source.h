// Shader files have no #version line; a prelude for the context's dialect is added here, and `#include "x.glsl"` is
// resolved (each file once). No GL in this file: it is tested without a context.
#pragma once

#include "core/result.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace dorsum::render::gl {

enum class Dialect { gl_330, es_300 };

struct ShaderSource {
    std::string text;
    std::vector<std::string> files; // in the order of their first line
};

// #line numbers are file * k_lines_per_file + line: Mesa forgets #line's second number, the source, in most complaints.
inline constexpr std::size_t k_lines_per_file = 10000;

// Errors: not_found or unreadable (the file), malformed (an include that is not well-formed).
core::Result<ShaderSource> load_shader(const std::filesystem::path& folder, const std::string& file, Dialect dialect,
                                       std::span<const std::string> defines);

// The driver's first complaint: "surface.frag:12" and its words, from Mesa's, NVIDIA's and ANGLE's ways of writing it.
struct ShaderComplaint {
    std::string place; // file:line, or the first file when the driver names no line
    std::string words;
};
ShaderComplaint read_complaint(const std::string& log, std::span<const std::string> files);

} // namespace dorsum::render::gl
