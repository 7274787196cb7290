#include "render/gl/program.h"

#include "render/gl/api.h"

#include <array>
#include <fmt/format.h>

namespace dorsum::render::gl {
namespace {

std::string info_log(unsigned id, bool program) {
    int length = 0;
    if (program)
        glGetProgramiv(id, GL_INFO_LOG_LENGTH, &length);
    else
        glGetShaderiv(id, GL_INFO_LOG_LENGTH, &length);
    std::string log(static_cast<std::size_t>(std::max(length, 1)), '\0');
    if (program)
        glGetProgramInfoLog(id, length, &length, log.data());
    else
        glGetShaderInfoLog(id, length, &length, log.data());
    log.resize(static_cast<std::size_t>(std::max(length, 0)));
    return log;
}

core::Error malformed(const std::filesystem::path& folder, const ShaderComplaint& complaint) {
    return {core::ErrorCode::malformed, "the shader does not compile: " + complaint.words,
            (folder / complaint.place).string(), "restore the shaders folder, or correct the line"};
}

// Compiles one shader and hands it to a program, if one is given.
core::Status compile(const ProgramObject& program, GLenum stage, const std::filesystem::path& folder,
                     const std::string& file, Dialect dialect, std::span<const std::string> defines) {
    const auto source = load_shader(folder, file, dialect, defines);
    if (!source) return source.error();
    const unsigned shader = glCreateShader(stage);
    const char* text = source->text.c_str();
    glShaderSource(shader, 1, &text, nullptr);
    glCompileShader(shader);
    int ok = 0;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &ok);
    core::Status status;
    if (!ok) status = malformed(folder, read_complaint(info_log(shader, false), source->files));
    if (program) glAttachShader(program.id(), shader);
    glDeleteShader(shader); // lives on while it is attached
    return status;
}

void bind_blocks(unsigned program, std::span<const BlockBinding> blocks) {
    for (const BlockBinding& block : blocks) {
        const unsigned index = glGetUniformBlockIndex(program, block.name);
        if (index != GL_INVALID_INDEX) glUniformBlockBinding(program, index, block.point);
    }
}

core::Status compile_both(const ProgramObject& program, const std::filesystem::path& folder, const ProgramFiles& files,
                          Dialect dialect) {
    auto status = compile(program, GL_VERTEX_SHADER, folder, files.vertex, dialect, files.defines);
    return status ? compile(program, GL_FRAGMENT_SHADER, folder, files.fragment, dialect, files.defines) : status;
}

// What a program was linked from it keeps as long as it is attached: 6 MB of them at a first-ever start.
void let_go_of_shaders(unsigned program) {
    std::array<unsigned, 2> shaders{};
    int count = 0;
    glGetAttachedShaders(program, static_cast<int>(shaders.size()), &count, shaders.data());
    for (int i = 0; i < count; ++i) glDetachShader(program, shaders[static_cast<std::size_t>(i)]);
}

core::Result<std::uint64_t> key_of(const std::filesystem::path& folder, const ProgramFiles& files, Dialect dialect, const ProgramCache& cache) {
    const auto vertex = load_shader(folder, files.vertex, dialect, files.defines);
    if (!vertex) return vertex.error();
    const auto fragment = load_shader(folder, files.fragment, dialect, files.defines);
    if (!fragment) return fragment.error();
    return cache.key_of(vertex->text, fragment->text);
}

} // namespace

core::Result<bool> Program::check(const std::filesystem::path& folder, const ProgramFiles& files, Dialect dialect, const ProgramCache& cache) {
    const auto key = key_of(folder, files, dialect, cache);
    if (!key) return key.error();
    if (cache.knows_as_good(*key)) return false;
    if (auto done = compile_both({}, folder, files, dialect); !done) return done.error();
    cache.note_as_good(*key);
    return true;
}

core::Result<Program> Program::make(const std::filesystem::path& folder, const ProgramFiles& files, Dialect dialect,
                                    std::span<const BlockBinding> blocks, const ProgramCache& cache) {
    const auto key = key_of(folder, files, dialect, cache);
    if (!key) return key.error();
    Program program;
    program.object_ = ProgramObject::make();
    if (cache.load(program.id(), *key)) {
        bind_blocks(program.id(), blocks);
        return program;
    }
    if (auto done = compile_both(program.object_, folder, files, dialect); !done) return done.error();
    cache.ask_for_binary(program.id());
    glLinkProgram(program.id());
    int ok = 0;
    glGetProgramiv(program.id(), GL_LINK_STATUS, &ok);
    if (!ok) return malformed(folder, {files.vertex + " + " + files.fragment, info_log(program.id(), true)});
    let_go_of_shaders(program.id());
    cache.save(program.id(), *key);
    bind_blocks(program.id(), blocks);
    return program;
}

void Program::use() const {
    glUseProgram(object_.id());
}

int Program::uniform(const char* name) const {
    const auto found = uniforms_.find(name);
    if (found != uniforms_.end()) return found->second;
    const int location = glGetUniformLocation(object_.id(), name);
    uniforms_.emplace(name, location);
    return location;
}

} // namespace dorsum::render::gl
