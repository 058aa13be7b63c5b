-- Run by neovim.mjs in a folder with a prosody.cfg.lua. Written for Neovim 0.7, the oldest one in a supported Debian.

local function check(title, action)
	local ok, message = pcall(action)
	io.stdout:write(ok and ("✓ " .. title .. "\n") or ("✗ " .. title .. ": " .. tostring(message) .. "\n"))
	if not ok then vim.cmd("cquit 1") end
end

vim.cmd("edit prosody.cfg.lua")
vim.bo.filetype = "prosody"
local buffer = vim.api.nvim_get_current_buf()
local document = { uri = vim.uri_from_bufnr(buffer) }
local client

local function finding(rule)
	for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
		if diagnostic.code == rule or (diagnostic.user_data and diagnostic.user_data.lsp.code == rule) then return diagnostic end
	end
end

local function wait(what, condition)
	assert(vim.wait(20000, condition, 20), "no " .. what)
end

local function request(method, params)
	local answers = assert(vim.lsp.buf_request_sync(buffer, method, params, 10000), method .. " was not answered")
	local answer = answers[client]
	assert(not answer.error, vim.inspect(answer.error))
	return answer.result
end

check("attaches", function()
	client = vim.lsp.start_client({
		name = "prosody",
		cmd = { vim.env.PROSODY_NODE, vim.env.PROSODY_SERVER, "--stdio" },
		root_dir = vim.fn.getcwd(),
	})
	assert(client and vim.lsp.buf_attach_client(buffer, client))
end)

check("gets findings", function()
	wait("finding of module-mod-prefix", function() return finding("module-mod-prefix") end)
	assert(finding("limits-missing"), "no finding of limits-missing")
end)

check("hovers a module", function()
	local line = vim.fn.search('"roster"', "nw") - 1
	local hover = request("textDocument/hover", { textDocument = document, position = { line = line, character = 3 } })
	assert(hover, "no hover")
	local text = hover.contents.value
	assert(text:find("https://prosody.im/doc/modules/mod_roster", 1, true), text)
end)

check("applies a quick fix", function()
	local diagnostic = finding("module-mod-prefix")
	local range = {
		start = { line = diagnostic.lnum, character = diagnostic.col },
		["end"] = { line = diagnostic.end_lnum, character = diagnostic.end_col },
	}
	local lsp = { range = range, message = diagnostic.message, code = "module-mod-prefix", source = diagnostic.source }
	local actions = request("textDocument/codeAction", {
		textDocument = document,
		range = range,
		context = { diagnostics = { lsp }, only = { "quickfix" } },
	})
	assert(actions and actions[1], "no quick fix")
	local action = actions[1]
	if not action.edit then action = request("codeAction/resolve", action) end
	vim.lsp.util.apply_workspace_edit(action.edit, vim.lsp.get_client_by_id(client).offset_encoding)
	assert(vim.fn.search('"ping"; -- modules', "nw") > 0, "the fix is not in the text")
	wait("end of the finding", function() return not finding("module-mod-prefix") end)
end)

check("lets the server go", function()
	vim.lsp.stop_client(client)
	wait("end of the server", function() return vim.lsp.client_is_stopped(client) end)
end)

vim.cmd("qall!")
