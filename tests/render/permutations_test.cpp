// Every shader program with every set of features, as GL 3.3 core and in a real GLES 3.0 context (EGL, Mesa's software driver).
#include "fixture.h"
#include "render/frame_blocks.h"
#include "render/programs.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <set>

namespace dorsum::render::test {
namespace {

// The few functions that compiling needs, asked of EGL: the program's own loader takes desktop GL only.
struct Gles {
    unsigned (*create_shader)(unsigned);
    void (*shader_source)(unsigned, int, const char* const*, const int*);
    void (*compile_shader)(unsigned);
    void (*get_shader)(unsigned, unsigned, int*);
    void (*shader_log)(unsigned, int, int*, char*);
    unsigned (*create_program)();
    void (*attach)(unsigned, unsigned);
    void (*link)(unsigned);
    void (*get_program)(unsigned, unsigned, int*);
    void (*program_log)(unsigned, int, int*, char*);
    void (*delete_shader)(unsigned);
    void (*delete_program)(unsigned);
    const unsigned char* (*get_string)(unsigned);
};

template <class F> void fetch(F& function, const char* name) { function = reinterpret_cast<F>(eglGetProcAddress(name)); }

constexpr unsigned k_vertex = 0x8B31, k_fragment = 0x8B30, k_compiled = 0x8B81, k_linked = 0x8B82, k_version = 0x1F02;

class GlesContext : public ::testing::Test {
protected:
    void SetUp() override {
        const auto get = reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
        ASSERT_NE(get, nullptr);
        display_ = get(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
        ASSERT_TRUE(eglInitialize(display_, nullptr, nullptr));
        ASSERT_TRUE(eglBindAPI(EGL_OPENGL_ES_API));
        const EGLint wanted[] = {EGL_RENDERABLE_TYPE, EGL_OPENGL_ES3_BIT, EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_NONE};
        EGLConfig config = nullptr;
        EGLint count = 0;
        ASSERT_TRUE(eglChooseConfig(display_, wanted, &config, 1, &count) && count == 1);
        const EGLint version[] = {EGL_CONTEXT_MAJOR_VERSION, 3, EGL_CONTEXT_MINOR_VERSION, 0, EGL_NONE};
        context_ = eglCreateContext(display_, config, EGL_NO_CONTEXT, version);
        ASSERT_NE(context_, EGL_NO_CONTEXT);
        ASSERT_TRUE(eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, context_));
        fetch(gl_.create_shader, "glCreateShader"), fetch(gl_.shader_source, "glShaderSource");
        fetch(gl_.compile_shader, "glCompileShader"), fetch(gl_.get_shader, "glGetShaderiv");
        fetch(gl_.shader_log, "glGetShaderInfoLog"), fetch(gl_.create_program, "glCreateProgram");
        fetch(gl_.attach, "glAttachShader"), fetch(gl_.link, "glLinkProgram");
        fetch(gl_.get_program, "glGetProgramiv"), fetch(gl_.program_log, "glGetProgramInfoLog");
        fetch(gl_.delete_shader, "glDeleteShader"), fetch(gl_.delete_program, "glDeleteProgram");
        fetch(gl_.get_string, "glGetString");
    }
    void TearDown() override {
        eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
        if (context_ != EGL_NO_CONTEXT) eglDestroyContext(display_, context_);
        eglBindAPI(EGL_OPENGL_API);
    }

    unsigned compiled(unsigned stage, const std::string& file, const std::vector<std::string>& defines) {
        const auto source = gl::load_shader(shader_folder(), file, gl::Dialect::es_300, defines);
        if (!source) return ADD_FAILURE() << source.error().text(), 0;
        const unsigned shader = gl_.create_shader(stage);
        const char* text = source->text.c_str();
        gl_.shader_source(shader, 1, &text, nullptr);
        gl_.compile_shader(shader);
        int ok = 0;
        gl_.get_shader(shader, k_compiled, &ok);
        char log[2048] = "";
        if (!ok) gl_.shader_log(shader, sizeof log, nullptr, log);
        EXPECT_TRUE(ok) << file << ": " << log;
        return shader;
    }

    EGLDisplay display_ = EGL_NO_DISPLAY;
    EGLContext context_ = EGL_NO_CONTEXT;
    Gles gl_{};
};

std::string name_of(const gl::ProgramFiles& files) {
    std::string name = files.vertex + " + " + files.fragment;
    for (const auto& define : files.defines) name += " " + define;
    return name;
}

TEST_F(GlesContext, EveryProgramLinksAsGles3) {
    EXPECT_EQ(std::string(reinterpret_cast<const char*>(gl_.get_string(k_version))).rfind("OpenGL ES 3", 0), 0u);
    for (const gl::ProgramFiles& files : Programs::every()) {
        const unsigned vertex = compiled(k_vertex, files.vertex, files.defines);
        const unsigned fragment = compiled(k_fragment, files.fragment, files.defines);
        const unsigned program = gl_.create_program();
        gl_.attach(program, vertex), gl_.attach(program, fragment);
        gl_.link(program);
        int ok = 0;
        gl_.get_program(program, k_linked, &ok);
        char log[2048] = "";
        if (!ok) gl_.program_log(program, sizeof log, nullptr, log);
        EXPECT_TRUE(ok) << name_of(files) << ": " << log;
        gl_.delete_shader(vertex), gl_.delete_shader(fragment), gl_.delete_program(program);
    }
}

class DesktopContext : public RendererTest {};

TEST_F(DesktopContext, EveryProgramLinksAsGl33) {
    std::set<std::string> names;
    for (const gl::ProgramFiles& files : Programs::every()) {
        EXPECT_TRUE(names.insert(name_of(files)).second) << name_of(files);
        const auto program = gl::Program::make(shader_folder(), files, gl::Dialect::gl_330, FrameBlocks::bindings());
        EXPECT_TRUE(program) << name_of(files) << ": " << program.error().text();
    }
    EXPECT_GT(names.size(), 40u) << "skinned, clipped, fibres, zones and grain in every combination";
}

} // namespace
} // namespace dorsum::render::test
